 bbbbbbbbbbb  .. bbbbbbb                               ddddd g ggggg  ggggggggg  = 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
ll bbbbbbb .. d d dddddd lllllllllllllllllllllllllllllllllllllll d dddd ddddd ll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd
ag gg       bbbbbbbbbbbbbbbbb dddd ......      ..    .......   ddd  ddd     d
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  ddd     d
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  ddd     d  ^ 0-79
 g gg       ....              dddd ......      ..    .......   ddd  ddd     d
 g gg       ...........       dddd ......      ..    .......   ddd  ddd     d
 g gg       ...........       dddd ......      ..    .......   ddd  ddd     d
 g gg       ...........       dddd ......      ..    .......   ddd  ddd     d
ll bbbbbbbbbbbbbbb  g gggggg lllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   ggggggg g dd ddddd
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
 dddddddd . bbbbb .. ....... . .. . ......
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y
 dddddddd . bbbbb ... ........ ..
 dddddddd . bbbbb .. ..... ... . .... .......

 a ...... .  a ....  a ......  d dddd  a ......  aaa ....        a ....  a ....  = 0-79
