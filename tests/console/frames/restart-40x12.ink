 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  %= 0-39
aa bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a ..... ... ..... .. ..... .... .. ... a
a ......... ........                   a
a                                      a
a   aaa  ......                        a
a a a    ........ ... .... ....... ... a  ^ 1-38
a        .... .....                    a  ^ 1-38
a   a    .... ...                      a
aaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa

 a ......  a ....        a ....  a ....  %= 0-39
