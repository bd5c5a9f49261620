aa bbb bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a a                                                                            a
a                                                                              a
a a ddddddd        d    ddd dddd dd dddd ddddd ddd ddddddddd d dddddd dd ddd   a  ^ 1-78
a                       dddddd ddddd ddd dd                                    a  ^ 1-78
a   dddddd         d    ddd dddd ddddd dd dd dddd dd ddddddd d dddddd ddd dddd a
a                       dddddd                                                 a
a   ........       a    dddd dd d dddd dddd dddd ddddddddd ddddddd             a
a   ......         a    ddd ddd dd ddd dddddd ddddd dddd ddd ddddd ddd ddddddd a
a                       ddddd                                                  a
a   ..........     a    dddddd ddddd dddddd dddd ddd dddd dddddd dd d ddd      a
a                       dddddddd                                               a
a   ....           a    dddd ddd ddddddd ddddd dddd ddddd dd ddd dd dd dd      a
a   ......         a    ddd ddd ddd dd d ddddd ddddddd                         a
a   .....          a    dddddddddd ddddd dddd dddddd                           a
a   ......         a    ddd dddddd dddd ddddddd ddd ddddd ddd ddd ddd ddd ddd  a
a   ....           a    ddd dddddddddd dd dddd dddddd ddd                      a
a   ......         a    dddd ddddd dddd dddddd dddd dddd ddddddddddd dddddd    a
a   ....           a    ddd dddddddd ddddddd dddddddd                          a
a   .......        a    dddd ddd ddddddddd dddd ddddd dddddd dddddddd ddddddd  a
a   ....           a    ddd dd dddd ddddd dd ddddd d dddddd dd                 a
a   .....          a    ddddd dddd ddddd dddddddd ddd ddd dddd                 a
a   ....           a    dd ddd ddddd dddddd dd ddddd dddd dd dddddddd dd dd    a
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa a a dddddd a dddd dd aaa dddddd aa
