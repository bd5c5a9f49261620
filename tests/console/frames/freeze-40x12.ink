 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  %= 0-39
aa bbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a .. .... ...... ... .... .. ........  a
a ..... ........ .......... .......    a
a ... ... ... ... ......... .. ....    a
a ....                                 a
a                                      a
a dddd ddd dddd ddddddd bbbbbb         a
a ... ... .. ..........a               a
a rrr rrrr rr rrrrr rrrr rrr           a
aaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa
 a ......  a ....        a ....  a ....  %= 0-39
