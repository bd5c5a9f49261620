 bbbbbbbbbbb  ddddddaa bbbbb bbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaagggggggg  ggggggggg  %= 0-19  %= 100-119
 dddddddddd dddd dd a ddd     d       ddddddd ddd ddddd dddd d dddddd dd ddd dddddddd              a  dd dddd  dddddddd  %= 0-19  %= 100-119
aa aaaaaa   a ......a                 ddd dddd dd dddd ddddd ddd dddddddd                          a             a dddd  %^ 0-8  % 9-19  % 113-119
ll bbbbbbb . llllllla         d       dddddd ddd ddddd dddd dd dd dddddddd dddd dd dddd            ag llllllllllllllllll  % 0-19  % 100-119
 ddddd      dddd    a                 ddd dddd ddddd dd dd dddd dd dddddd                          a. .....            l  % 0-19  % 100-119
ag gg       bbbbbbbba         a       ... ... .. ... ...... ..... .... ... ..... ... ....... ..... a                   l  %^ 0-19  % 119-119
 g gg       ........a         a       ...... ..... ...... .... ... .... ...... .. . ... ........   a                   l  % 0-19  % 119-119
 g gg       ........a         a       ..... ... .. ... ...... ..... ... .. ... ....... .. .... ..  a                   l  % 0-19  % 119-119
 g gg       ........a         a       ....... .. .. ... ......... ........ .. .... .. ..           adddddddddddddddddd l  % 0-19  % 100-119
 g gg       ........a         aaaaa   .... .. ... ... ....... ... .... ... .... ..... ... ...      a dddddd   dddddddd l  % 0-19  % 101-119
 g gg       ....    a         a       . ..... ......... .. ... .. ... ...... ..... .. ....         a          dddddddd l  % 0-19  % 110-119
ll bbbbbbd dddddd dda         d       dddd ddd dddddd dd dddddddd dddd dd ddddd ddddddd d dddd     addd                l  % 0-19  % 100-119
 dddddddd . bbbbb ..a                 ddd dddd ddd dddddd dd d dddd dd ddddddd dddd ddddddd dddd   a                   l  % 0-19  % 119-119
 dddddddd y bbbb  yya                 dddddddddd dddd dd ddddd                                     a.........    ... . l  % 0-19  % 100-119
 dddddddd . bbbbb ..a         a       .... ... .... ....... .... .......... . .... ..... ..        a.........    ...   l  % 0-19  % 100-119
 dddddddd . bbbbb ..a         d       dddd dd d ddddd ddd ddddddd dddd dd dddd ddd dddd            a.........    ddddd l  % 0-19  % 100-119
                    a                 ddd dddd ddddddd ddd ddddddd ddddd dd ddddddd dd dddd        a .                 l  % 0-19  % 101-119
                    a         a       .. .... ...... .... ... .... ....... ... .... ..... .... ..  a                   l  % 0-19  % 119-119
                    a dddd    a       .......... ..... .... ......                                 a                   l  % 0-19  % 119-119
                    a         d       ddd dddddddddd dd dddd dddddd ddd                            a                   l  % 0-19  % 119-119
                    a                 ddd dddd ddddddddddddddddd dddddd dddd dd dddddd dddd dd     a                   l  % 0-19  % 119-119
                    a                 dddddddddd                                                   a                   l  % 0-19  % 119-119
                    a         a       ... ........ ....... ........                                a                   l  % 0-19  % 119-119
                    a dddd    a       .... ..... .... ...... .... .... ........... ......          a                   l  % 0-19  % 119-119
                    a         d       ddd dddd dddd dddd dddddddd dddd ddddddd ddd dddddd          a                   l  % 0-19  % 119-119
                    a                 ddd dddd ddddddd ddd dddddddd dddd d dddd                    a                   l  % 0-19  % 119-119
                    a         d       ddd ddd dddddd dddd ddddddd                                  a                   l  % 0-19  % 119-119
                    a                 ddd dddd ddddddd ddd dddddddd dddd d dddd                    a                   l  % 0-19  % 119-119
                    a         a       .... .. ... .... ......                                      a                   l  % 0-19  % 119-119
                    a         a       ... ..... ... .....                                          a                   l  % 0-19  % 119-119
                    a         a       ...... ... .......                                           a                   l  % 0-19  % 119-119
                    a         a       ... ...... .... .... ... ....... .. ..... .. ... ....        a                   l  % 0-19  % 119-119
                    a dddddd  aaa     .... .... ....... .. . ... . ... .. ... ...... ....          a                   l  % 0-19  % 119-119
                    a         a       .... .... .... .. ..... . .. ....... .....                   alll a dddd dddddd ll  % 0-19  % 100-119
                    a         a       .... .......... .... .. ...... .. ....... ... ....           a
 a ......  a ....  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd d a a dddddd aadd   a ....  a ....  %= 0-19  %= 100-119
