aa bbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a a aaa  ......                        a  ^ 1-38
a   a    ........ ........ ......      a
a   a    .........                     a
a        ............................. a
a        ...........                   a
a   a    ..... ....                    a
a   a    .... ....                     a
a   a    .... .. ............ .......  a
a        ... ... ...... .              a
a   a    ..... ...................     a
aaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa
