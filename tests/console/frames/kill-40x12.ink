 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  %= 0-39
aa bbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a .... .. .. .... ... ... ...          a
a .......... ....... ... ....... ..    a
a .....                                a
a                                      a
a dddd ddd dddd ddddd bbbb             a
a ... ... .. .......... bbbbba         a
a d dddd dd d ddd ddd ddddd ddddd      a
aaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa

 a ......  a ....        a ....  a ....  %= 0-39
