 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd
ar rrr      bbbb              dddd rrrrrrr     ..    rrrrrrr   ddd  ddd    dd  ^ 0-79
 g gg       ................. dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d
ll bbbb  r rrrrr rrr lllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr
 ddd rr rrrrrrrrrrrr rrrrrrr rrr rrr rrrrrr rr r rrrrr rrrrr rr rrrr rrrrrrrr
     rrr rrrrrrr rr rrr rr rrrr rrr rrr rrrrrr
     yy y yy yyyy yy y yyyyyyy yyyyy yyyyyyyyyyyyyyyyyyyy yyyyy yyyyyy
 dd  a  ...... .... ....... .... .....   a  .... ...... ... .......
     a  ....... ..   a  ...... ..
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr
 bbbbbb bbbbb bbbb bbbbbb ada
 a ......  a ....  a ......  a ....  a ......  aaa ....  a ....  a ....  a ....  = 0-79
