 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  %= 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  %= 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  %^ 0-8  % 9-119
ll bbbbbbb . lllllllllllllllllllllllllllllllllll dddddddd ddddd  a d llll bbbb  r rrrrr rrr llllllllllllllllllllllllllll  % 0-119
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  ....... ... ...  .. .....           l  % 0-119
ar rrr      bbbb              dddd rrrrrrr     ..    rrrrrrr   ddd  dddl dddddddd d                                    l  %^ 0-70  % 71-119
 g gg       ................. dddd ......      ..    .......   ddd  dddl                                               l  % 0-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl ddddd dd ddddd                                l  % 0-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddddd  .......   dd dddddddddddddddddddd l  % 0-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d dd dddd  ....... . ddddd dddddd   dddddddd l  % 0-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddd    ....... . dd             dddddddd l  % 0-119
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll  d dddddd   rrrrrrr r dd ddddd                l  % 0-119
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr       l             rr rr rrrrrrrrrrrrrrrrrrrr        l  % 0-119
 dddddddd . bbbbb .. ....... . .. . ......                             l                                               l  % 0-119
 dddddddd y bbbb  yyyyyy yyyaa bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa rrrrrrr rrr rrr rrrrrr rr l  % 0-27  % 93-119
 dddddddd . bbbbb ... ......a ..... ... ..... .. ..... .... .. ... ......... ........      ar rrrr rrrrrrrr rrr        l  % 0-27  % 92-119
 dddddddd . bbbbb .. ..... .a                                                              arr rrrr rrr rrr rrrrrr     l  % 0-27  % 92-119
                            a   aaa  ......                                                adddd dddd dd ddddddd ddd   l  % 0-27  % 92-119
                            a a a    ........ ... .... ....... ... .... .....              addd dddd ddddd             l  % 0-27  ^ 29-90  % 92-119
                            a   a    .... ...                                              a y yyyyyyy yyyyy           l  % 0-27  % 93-119
                            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aayyyyy yyyyy yyyyyy         l  % 0-27  % 92-119
                                                                       l                                               l  % 0-119
                                                                       l dd  a  ...... .... ....... .... .....         l  % 0-119
                                                                       l     a  .... ...... ... .......                l  % 0-119
                                                                       l     a  ....... ..                             l  % 0-119
                                                                       l     a  ...... ..                              l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l ddd   ..............................    ... . l  % 0-119
                                                                       l ddd   ..............................    ...   l  % 0-119
                                                                       l ddddd yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy  yyy yyy l  % 0-119
                                                                       l ... .   ....... .   ....... .. y yyy yyyyyyy  l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       llllllllllllllllllllllllllllllll a dddd dddddd ll  % 0-119

 a ......  a ....  a ......  a ....  a ......  aaa ....  a ....  a ......  a ........  a .....  d dddd   a ....  a ....  %= 0-119
