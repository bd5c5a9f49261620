 bbbbbbbbbbb  .. bbbbbbb        ddddd r rrr  rrrrr r  mmmmmm m  yyyyyy y  rrrrr  = 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd
 r rrr      ....              dddd rrrrrrr     ..    rrrrrrr   ddd  ddd    dd
 r rrrr     ddddddddddddddd      d rrrrrrr     dd    ddddddd     d    d     d
am mmm      bbbbbbbbbbbbbbbbb dddd rrrr        ..    .......   ddd  ddd     d  ^ 0-79
 y yyyyy    ...............   dddd yyyyyyyyyy  ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 d dddddddd ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  ddd     d
ll bbbbbbbbbbbbbbbbb  m mmmmmm mmm lllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   yyyyyyy . dd ddd ddd                                      dddddddd
 ddd mm mmmmmm mmm mm m
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr
 dddddddd . bbbbb .. ....... . .. . ......
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y
 dddddddd . bbbbb ... ........ ..
 dddddddd . bbbbb .. ..... ... . .... .......


 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ....  a ....  = 0-79
