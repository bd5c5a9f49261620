aa bbbbb bbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a ddd     d       ddddddd ddd ddddd dddd d dddddd dd ddd dddddddd              a
a                 ddd dddd dd dddd ddddd ddd ddddddddd d dddddd dd ddd dddddd  a
a                 ddddd ddd dd                                                 a
a         d       dddddd ddd ddddd dddd dd dd dddddddd dddd dd dddd            a
a                 ddd dddd ddddd dd dd dddd dd ddddddd d dddddd ddd dddd       a
a                 dddddd                                                       a
a         a       ... ... .. ... ...... ..... .... ... ..... ... ....... ..... a
a         a       ...... ..... ...... .... ... .... ...... .. . ... ........   a
a         a       ..... ... .. ... ...... ..... ... .. ... ....... .. .... ..  a
a         a       ....... .. .. ... ......... ........ .. .... .. ..           a
a         aaaaa   .... .. ... ... ....... ... .... ... .... ..... ... ...      a
a         a       . ..... ......... .. ... .. ... ...... ..... .. ....         a
a         d       dddd ddd dddddd dd dddddddd dddd dd ddddd ddddddd d dddd     a
a                 ddd dddd ddd dddddd dd d dddd dd ddddddd dddd ddddddd dddd   a
a                 dddddddddd dddd dd ddddd                                     a
a         a       .... ... .... ....... .... .......... . .... ..... ..        a
a         d       dddd dd d ddddd ddd ddddddd dddd dd dddd ddd dddd            a
a                 ddd dddd ddddddd ddd ddddddd d dddddd ddd dddd dddddd        a
a         a       .. .... ...... .... ... .... ....... ... .... ..... .... ..  a
a dddd    a       .......... ..... .... ......                                 a
a         d       ddd dddddddddd dd dddd dddddd ddd                            a
a                 ddd dddd ddddddddddddddddd dddddd dddd dd dddddd dddd dddddd a
aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd d a a dddddd aa
