aa bbb bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a bbbbbba                                                                      a
a                                                                              a
a a ......         a    ddddd ddd dd ddd dddddd ddddd ddd dd ddd ddddddd dd    a  ^ 1-78
a                       dddd dd                                                a  ^ 1-78
a   .....          a    d ddddd ddddddddd dd ddd dd ddd dddddd ddddd dd dddd   a
a   dddd           d    ddd dddd ddd dddddd dd d dddd dd ddddddd dddd ddddddd  a
a                       dddd dddddddddd dddd dd ddddd                          a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
a                                                                              a
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa a a dddddd a dddd dd aaa dddddd aa
