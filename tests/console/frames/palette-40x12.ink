aa bbb bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaa
a a                                    a
a                                      a
a a ddddddd        d                   a  ^ 1-38
a   ddd dddd dd dddd ddddd ddd         a  ^ 1-38
a   ddddddddd d dddddd dd ddd dddddd   a  ^ 1-38
a   ddddd ddd dd                       a  ^ 1-38
a   dddddd         d                   a
a   ddd dddd ddddd dd dd dddd dd       a
a   ddddddd d dddddd ddd dddd dddddd   a
a   ........       a                   a
aaaaa a a dddddd a dddd dd aaa dddddd aa
