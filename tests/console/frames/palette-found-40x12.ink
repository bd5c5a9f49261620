aa bbb bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaa
a bbbbbba                              a
a                                      a
a a ......         a                   a  ^ 1-38
a   ddddd ddd dd ddd dddddd ddddd ddd  a  ^ 1-38
a   dd ddd ddddddd dd dddd dd          a  ^ 1-38
a   .....          a                   a
a   d ddddd ddddddddd dd ddd dd ddd    a
a   dddddd ddddd dd dddd               a
a   dddd           d                   a
a   ddd dddd ddd dddddd dd d dddd dd   a
aaaaa a a dddddd a dddd dd aaa dddddd aa
