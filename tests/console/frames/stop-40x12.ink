 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  %= 0-39
aa bbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a ... . ....... ... ........ .... ...  a
a .......... ..... ....... ......      a
a ..... .....                          a
a                                      a
a dddd ddd dddd ddddd                  a
a ddd ddd dd dddddddddd                a
a d dddd dd d ddd ddd ddddd ddddd      a
aaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa

 a ......  a ....        a ....  a ....  %= 0-39
