 bbbbbbbbbbb  .. bbbbbbb                                     ddddd g ggg  rrrrr  = 0-79
aa aaaaaa  a ......y   a .......   a .......   a ......  ^ 0-8
 y yy yy yyyyyy yy yyyy y yy yy yyy yyyyyy yyyyyyy yy yyyyyyyy yy yyyyyyy yyy yy
ll bbbbbbb . lllllllllllllllllllllllllllllllll dddddd dd ddd ddddd dd ddddddd ll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd
ag gg       bbbb              dddd ......      ..    .......   ddd  ddd     d  ^ 0-79
 g gg       ................. dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
ll bbbb  g gggggg llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d dd dddd  ....... r ddddd dddddd                                    dddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   ggggggg g dd ddddd
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
 dddddddd . bbbbb .. ....... . .. . ......
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y
 dddddddd . bbbbb ... ........ ..
 dddddddd . bbbbb .. ..... ... . .... .......


 a .... ....  a ......  d dddd  a ......  d dddd  a ......       a ....  a ....  = 0-79
