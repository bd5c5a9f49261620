 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                             ddddd g ggggg gggggggggggg  ggggggggg  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  ^ 0-8
ll bbbbbbb .. d d dddddd lllllllllllllllllllllll dddddddd ddddd  a d llll bbbbbbbbbbbbbbb  g gggggg llllllllllllllllllll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  ...... ... ...  .. .....            l
ag gg       bbbbbbbbbbbbbbbbb dddd ......      ..    .......   ddd  dddl dddddddd d  ddddddddd ddd dddd dddddd         l
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  dddl                                               l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl ddddd dd ddddd                                l
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  dddl  d ddddddd  .......   dd dddddddddddddddddddd l
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  dddl  d dd dddd  d                                 l  ^ 0-70
 g gg       ....              dddd ......      ..    .......   ddd  dddl  d ddddd    ....... . dd             dddddddd l
 g gg       ...........       dddd ......      ..    .......   ddd  dddl  d dddddd   ggggggg g dd ddddd                l
 g gg       ...........       dddd ......      ..    .......   ddd  dddl                                               l
 g gg       ...........       dddd ......      ..    .......   ddd  dddl ... ... .   ... ...                           l
 g gg       ...........       dddd ......      ..    .......   ddd  dddl ... ..   ....... .   ....... .                l
 g gg       ...........       dddd ......      ..    .......   ddd  dddl                                               l
 g gg       ...........       dddd ......      ..    .......   ddd  dddl                                               l
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll                                               l
 dddddddd . bbbbb .. ....... . .. . ......                             l                                               l
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y        l                                               l
 dddddddd . bbbbb ... ........ ..                                      l                                               l
 dddddddd . bbbbb .. ..... ... . .... .......                          l                                               l
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

 a ...... .  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ...... .  a ........  a ..... .     a ....  a ....  = 0-119
