 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
ll bbbbbbb . .. . y yyyyyy yyy lllllllllllllllllllllllllllllll dddddddd ddddd ll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd
ag gg       bbbbbbbbbbbbbbb   dddd ......      ..    .......   ddd  ddd     d  ^ 0-79
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
ll bbbbbbbbbbbbbbb  g gggggg lllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   ggggggg g dd ddddd
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr
 dddddddd . bbbbb .. ....... . .. . ......
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y
 dddddddd . bbbbb ... ........ ..
 dddddddd . bbbbb .. ..... ... . .... .......






 abbba  d dd d   a ddddd dd  aaa ddd
 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ....  a ....  = 0-79
