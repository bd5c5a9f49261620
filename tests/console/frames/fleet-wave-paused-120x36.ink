 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                                   ddddd g ggg gggggggggggg  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   yyyyyy yyyyyyy       dd dddd  dddddddd  = 0-119
aa aaaaaa   a ......y    a .......    a .......    a ......                                                      a dddd  ^ 0-8
 y yy yy yyyyyy yy yyyy y yy yy yyy yyyyyy yyyyyyy yy yyyyyyyy yy yyyyyyy yyy yyyyyyyyyyyyy yyy   a ddddd dd
ll bbbbbbb . lllllllllllllllllll dddddd dd ddd ddddd dd ddddddd  a d llll bbbb  g gggggg lllllllllllllllllllllllllllllll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  ...... ... ...  .. .....            l
ag gg       bbbb              dddd ......      ..    .......   ddd  dddl dddddddd d                                    l  ^ 0-70
 g gg       ................. dddd ......      ..    .......   ddd  dddl                                               l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl ddddd dd ddddd                                l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddddd  .......   dd dddddddddddddddddddd l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d dd dddd  ....... r ddddd dddddd   dddddddd l
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddd    ....... . dd             dddddddd l
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll  d dddddd   ggggggg g dd ddddd                l
 dddddddd . bbbbb .. ....... . .. . ......                             l                                               l
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y        l ddd   ..............................    ... . l
 dddddddd . bbbbb ... ........ ..                                      l ddd   ..............................    ...   l
 dddddddd . bbbbb .. ..... ... . .... .......                          l ddddd yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy  yyy yyy l
                                                                       l ... .   ....... .   ....... .                 l
                                                                       l                                               l
                                                                       l dddd dddddd                                   l
                                                                       l dddddddd y yyyyyy yyyyyyy yyyyyyyyy yy yyyyyyyl
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

 a .... ....  a ......  d dddd  a ......  d dddd  a ......  aaa ....  a ....  a ......  a ........       a ....  a ....  = 0-119
