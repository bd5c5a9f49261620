 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  ^ 0-8
ll bbbbbbb . lllllllllllllllllllllllllllllllllll dddddddd ddddd  a d llll bbbb  r rrrrr rrr llllllllllllllllllllllllllll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  ....... ... ...  .. .....           l
ar rrr      bbbb              dddd rrrrrrr     ..    rrrrrrr   ddd  dddl dddddddd d                                    l  ^ 0-70
 g gg       ................. dddd ......      ..    .......   ddd  dddl                                               l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl ddddd dd ddddd                                l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddddd  .......   dd dddddddddddddddddddd l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d dd dddd  ....... . ddddd dddddd   dddddddd l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddd    ....... . dd             dddddddd l
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll  d dddddd   rrrrrrr r dd ddddd                l
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr       l             rr rr rrrrrrrrrrrrrrrrrrrr        l
 dddddddd . bbbbb .. ....... . .. . ......                             l                                               l
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y        l ddd rr rrrrrrrrrrrr rrrrrrr rrr rrr rrrrrr rr l
 dddddddd . bbbbb ... ........ ..                                      l     r rrrrr rrrrr rr rrrr rrrrrrrr rrr        l
 dddddddd . bbbbb .. ..... ... . .... .......                          l     rrrrrrr rr rrr rr rrrr rrr rrr rrrrrr     l
                                                                       l     dd dddd ddddd ddddd dddd dd ddddddd ddd   l
                                                                       l     dd ddddd ddd ddddd dddd ddddd             l
                                                                       l     yy y yy yyyy yy y yyyyyyy yyyyy           l
                                                                       l     yyyyyyyyyyyyyyyyyyyy yyyyy yyyyyy         l
                                                                       l                                               l
                                                                       l dd  a  ...... .... ....... .... .....         l
                                                                       l     a  .... ...... ... .......                l
                                                                       l     a  ....... ..                             l
                                                                       l     a  ...... ..                              l
                                                                       l                                               l
                                                                       l ddd   ..............................    ... . l
                                                                       l ddd   ..............................    ...   l
                                                                       l ddddd yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy  yyy yyy l
                                                                       l ... .   ....... .   ....... .. y yyy yyyyyyy  l
                                                                       l                                               l
                                                                       l                                               l
                                                                       llllllllllllllllllllllllllllllll a dddd dddddd ll
 bbbbbb bbbbb bbbb bbbbbb ada
 a ......  a ....  a ......  a ....  a ......  aaa ....  a ....  a ......  a ........  a .....  d dddd   a ....  a ....  = 0-119
