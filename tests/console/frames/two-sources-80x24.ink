 bbbbbbbbbbb  aaa aaa  .. bbbbbbb                        ddddd g ggg  ggggggggg  = 0-79
aa aaaaaa  a ......   a .......   a .......   a ......                a y yyyyy  ^ 0-8
 y yyyyyy yy yyyyy yyy yyyyyyyy   a ddddd dd
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd
ag gg       bbbbbbbbbbbbbbbbb dddd ......      ..    .......   ddd  ddd     d  ^ 0-79
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ....              dddd ......      ..    .......   ddd  ddd     d
ll bbbbbbbbbbbbbbbbb  g gggggg lllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   ggggggg g dd ddddd
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
 dddddddd . bbbbb .. ....... . .. . ......
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y
 dddddddd . bbbbb ... ........ ..
 dddddddd . bbbbb .. ..... ... . .... .......



 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ....  a ....  = 0-79
