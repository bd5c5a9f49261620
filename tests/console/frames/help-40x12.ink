aa bbbbb bbbbb aaaaaaaaaaaaaaaaaaaaaaaaa
a ddd                                  a
a d       ddddddd ddd ddddd dddd d     a
a         dddddd dd ddd dddddddd       a
a         ddd dddd dd dddd ddddd ddd   a
a         ddddddddd d dddddd dd ddd    a
a         dddddd ddddd ddd dd          a
a d       dddddd ddd ddddd dddd dd dd  a
a         dddddddd dddd dd dddd        a
a         ddd dddd ddddd dd dd dddd dd a
a         ddddddd d dddddd ddd dddd    a
aaaaaaaaaaaaa aaa dddddd d a a dddddd aa
