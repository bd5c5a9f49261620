aa bbbbb bbbbb aaaaaaaaaaaaaaaaaaaaaaaaa
a ddd                                  a
a d       ddddddd ddd ddddd dddd d     a
a         dddddd dd ddd dddddddd       a
a         ddd dddd dd dddd ddddd ddd   a
a         dddddddd                     a
a d       dddddd ddd ddddd dddd dd dd  a
a         dddddddd dddd dd dddd        a
a         ddd dddd ddddd dd dd dddd dd a
a         dddddd                       a
a a       ... ... .. ... ...... .....  a
aaaaaaaaaaaaa aaa dddddd d a a dddddd aa
