 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb      ddddd r rrr ggdddddddddd  rrrrr r  mmmmmm m  yyyyyy y  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  ^ 0-8
ll bbbbbbb . lllllllllllllllllllllllllllllllllll dddddddd ddddd  a d llll bbbbbbbbbbbbbbbbb  m mmmmmm mmm llllllllllllll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  .... ... ...  .. .....              l
 r rrr      ....              dddd rrrrrrr     ..    rrrrrrr   ddd  dddl dddddddd d                                    l
 r rrrr     ddddddddddddddd      d rrrrrrr     dd    ddddddd     d    dl                                               l
am mmm      bbbbbbbbbbbbbbbbb dddd rrrr        ..    .......   ddd  dddl ddddd dd ddddd                                l  ^ 0-70
 y yyyyy    ...............   dddd yyyyyyyyyy  ..    .......   ddd  dddl  d ddddddd  .......   dd dddddddddddddddddddd l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d dd dddd  d                                 l
 d dddddddd ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  dddl  d ddddd    ....... . dd             dddddddd l
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll  d dddddd   yyyyyyy . dd ddd ddd     dddddddd l
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr       l                                               l
 dddddddd . bbbbb .. ....... . .. . ......                             l ddd mm mmmmmm mmm mm m                        l
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y        l     ddd ddddddd ddddd ddd ddddddd dd ddddd dd l
 dddddddd . bbbbb ... ........ ..                                      l     dd                                        l
 dddddddd . bbbbb .. ..... ... . .... .......                          l                                               l
                                                                       l ... ... .   ... ...                           l
                                                                       l ... .   ....... .   ....... .                 l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       l                                               l
                                                                       llllllllllllllllllllllllllllllll a dddd dddddd ll

 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ......  a ........  a .....  d dddd   a ....  a ....  = 0-119
