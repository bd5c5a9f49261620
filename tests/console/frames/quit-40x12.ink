 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  %= 0-39
aa bbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a .... ....... ....... ... ........... a
a .. ... ... ....... ... .. .. ......  a
a ......... ....... ..... .... ......  a
a                                      a
a a aaa  ......                        a  ^ 1-38
a   a    ..... .... .......            a
a   a    .... ... ....... ... ...      a
a        ...........                   a
aaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa
 a ......  a ....        a ....  a ....  %= 0-39
