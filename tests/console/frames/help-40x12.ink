aa bbbbb bbbbb aaaaaaaaaaaaaaaaaaaaaaaaa
a ddd     d        ddddddd ddd ddddd dda
a                    ddd dddd dd dddd da
a         d        dddddd ddd ddddd ddda
a                    ddd dddd ddddd ddda
a         a        ... ... .. ... .....a
a         a        ...... ..... .......a
a         a        ..... ... .. ... ...a
a         a        ....... .. .. ... ..a
a         aaaaa    .... .. ... ... ....a
a         a        . ..... ......... ..a
aaaaaaaaaaaa aaa dddddd d d d ddddddd aa
