 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                               ddddd g ggg gggggggggggg  ggggggggg  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  ^ 0-8
ll bbbbbbb . lllllllllllllllllllllllllllllllllll dddddddd ddddd  a d llll bbbbbbbbbbbbbbbbb  g gggggg llllllllllllllllll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  ...... ... ...  .. .....            l
ag gg       bbbbbbbbbbbbbbbbb dddd ......      ..    .......   ddd  dddl dddddddd d                                    l  ^ 0-70
 g gg       ...............   dddd ......      ..    .......   ddd  dddl                                               l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl ddddd dd ddddd                                l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddddd  .......   dd dddddddddddddddddddd l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d dd dddd  ....... . ddddd dddddd   dddddddd l
 g gg       ....              dddd ......      ..    .......   ddd  dddl  d ddddd    ....... . dd             dddddddd l
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll  d dddddd   ggggggg g dd ddddd                l
 dddddddd . bbbbb .. ....... . .. . ......                             l                                               l
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y        l ddd   ..............................    ... . l
 dddddddd . bbbbb ... ........ ..                                      l ddd   ..............................    ...   l
 dddddddd . bbbbb .. ..... ... . .... .......                          l ddddd ..............................    ddddd l
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
                                                                       l                                               l
                                                                       l                                               l
                                                                       llllllllllllllllllllllllllllllll a dddd dddddd ll

 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ......  a ........  a .....  d dddd   a ....  a ....  = 0-119
