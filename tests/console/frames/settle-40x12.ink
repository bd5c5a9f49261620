 bbbbbbbbbbddddd y yyy  yyyyyy y  rrrrr  %= 0-39
aa bbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a ... ..... ...... ..... .. .......    a
a ..... ... ...... .. ...... ... ..... a
a .. .. ... .. . ..... ..... .. ...    a
a ........                             a
a                                      a
a a aaa  ......                        a  ^ 1-38
a   a    ... .....                     a
a   a    ...... .. .. .. ...           a
aaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa
 a ......  a .......     a ....  a ....  %= 0-39
