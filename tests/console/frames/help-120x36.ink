 bbbbbbbbbbb  ddddddaa bbbbb bbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaagggggggg  ggggggggg  %= 0-19  %= 100-119
 dddddddddd dddd dd a ddd     d       ddddddd ddd ddddd dddd d dddddd dd ddd dddddddd              a  dd dddd  dddddddd  %= 0-19  %= 100-119
aa aaaaaa   a ......a                 ddd dddd dd dddd ddddd ddd ddddddddd d dddddd dd ddd dddddd  a             a dddd  %^ 0-8  % 9-19  % 113-119
ll bbbbbbb . llllllla                 ddddd ddd dd                                                 ag llllllllllllllllll  % 0-19  % 100-119
 ddddd      dddd    a         d       dddddd ddd ddddd dddd dd dd dddddddd dddd dd dddd            a. .....            l  % 0-19  % 100-119
ag gg       bbbbbbbba                 ddd dddd ddddd dd dd dddd dd ddddddd d dddddd ddd dddd       a                   l  %^ 0-19  % 119-119
 g gg       ........a                 dddddd                                                       a                   l  % 0-19  % 119-119
 g gg       ........a         a       ... ... .. ... ...... ..... .... ... ..... ... ....... ..... a                   l  % 0-19  % 119-119
 g gg       ........a         a       ...... ..... ...... .... ... .... ...... .. . ... ........   adddddddddddddddddd l  % 0-19  % 100-119
 g gg       ........a         a       ..... ... .. ... ...... ..... ... .. ... ....... .. .... ..  a dddddd   dddddddd l  % 0-19  % 101-119
 g gg       ....    a         a       ....... .. .. ... ......... ........ .. .... .. ..           a          dddddddd l  % 0-19  % 110-119
ll bbbbbbd dddddd dda         aaaaa   .... .. ... ... ....... ... .... ... .... ..... ... ...      addd                l  % 0-19  % 100-119
 dddddddd . bbbbb ..a         a       . ..... ......... .. ... .. ... ...... ..... .. ....         a                   l  % 0-19  % 119-119
 dddddddd y bbbb  yya         d       dddd ddd dddddd dd dddddddd dddd dd ddddd ddddddd d dddd     a.........    ... . l  % 0-19  % 100-119
 dddddddd . bbbbb ..a                 ddd dddd ddd dddddd dd d dddd dd ddddddd dddd ddddddd dddd   a.........    ...   l  % 0-19  % 100-119
 dddddddd . bbbbb ..a                 dddddddddd dddd dd ddddd                                     a.........    ddddd l  % 0-19  % 100-119
                    a         a       .... ... .... ....... .... .......... . .... ..... ..        a .                 l  % 0-19  % 101-119
                    a         d       dddd dd d ddddd ddd ddddddd dddd dd dddd ddd dddd            a                   l  % 0-19  % 119-119
                    a                 ddd dddd ddddddd ddd ddddddd d dddddd ddd dddd dddddd        a                   l  % 0-19  % 119-119
                    a         a       .. .... ...... .... ... .... ....... ... .... ..... .... ..  a                   l  % 0-19  % 119-119
                    a dddd    a       .......... ..... .... ......                                 a                   l  % 0-19  % 119-119
                    a         d       ddd dddddddddd dd dddd dddddd ddd                            a                   l  % 0-19  % 119-119
                    a                 ddd dddd ddddddddddddddddd dddddd dddd dd dddddd dddd dddddd a                   l  % 0-19  % 119-119
                    a                 ddd dddd dddd ddd                                            a                   l  % 0-19  % 119-119
                    a         a       ... ........ ....... ........                                a                   l  % 0-19  % 119-119
                    a dddd    a       .... ..... .... ...... .... .... ........... ......          a                   l  % 0-19  % 119-119
                    a         d       ddd dddd dddd dddd dddddddd dddd ddddddd ddd dddddd          a                   l  % 0-19  % 119-119
                    a                 ddd dddd ddddddd ddd dddddddd dddd d dddddd d dddddd         a                   l  % 0-19  % 119-119
                    a         d       ddd ddd dddddd dddd ddddddd                                  a                   l  % 0-19  % 119-119
                    a                 ddd dddd ddddddd ddd dddddddd dddd d dddddd d dddddd         a                   l  % 0-19  % 119-119
                    a         a       .... .. ... .... ......                                      a                   l  % 0-19  % 119-119
                    a         a       ... ..... ... .....                                          a                   l  % 0-19  % 119-119
                    a         a       ...... ... .......                                           a                   l  % 0-19  % 119-119
                    a         a       ... ...... .... .... ... ....... .. ..... .. ... ....        alll a dddd dddddd ll  % 0-19  % 100-119
                    a dddddd  aaa     .... .... ....... .. . ... . ... .. ... ...... ....          a
 a ......  a ....  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd d a a dddddd aadd   a ....  a ....  %= 0-19  %= 100-119
