 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  ^ 0-8
ll bbbbbbb . .. . y yyyyyy yyy lllllllllllllllll dddddddd ddddd  a d llll bbbbbbbbbbbbbbb  g gggggg llllllllllllllllllll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  ...... ... ...  .. .....            l
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  dddl dddddddd d                                    l  ^ 0-70
 g gg       ...............   dddd ......      ..    .......   ddd  dddl                                               l
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll ddddd dd ddddd                                l
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr       l  d ddddddd  .......   dd dddddddddddddddddddd l
 dddddddd . bbbbb .. ....... . .. . ......                             l  d dd dddd  ....... . ddddd dddddd   dddddddd l
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y        l  d ddddd    ....... . dd             dddddddd l
 dddddddd . bbbbb ... ........ ..                                      l  d dddddd   ggggggg g dd ddddd                l
 dddddddd . bbbbb .. ..... ... . .... .......                          l                                               l
                                                                       l ddd   ..............................    ... . l
                                                                       l ddd   ..............................    ...   l
                                                                       l ddddd ..............................    ddddd l
                                                                       l ... ..   ....... .   ....... .                l
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
                                                                       l                                               l
                                                                       l                                               l
                                                                       llllllllllllllllllllllllllllllll a dddd dddddd ll
 abbba  d dd d   a ddddd dd  aaa ddd
 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ......  a ........  a .....  d dddd   a ....  a ....  = 0-119
