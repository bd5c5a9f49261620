 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                                   ddddd g ggg gggggggggggg  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   yyyyyy yyyyyyy       dd dddd  dddddddd  = 0-119
 a .....   aa aaaaaaaa   a .......    a .......    a ......                                                      a dddd  ^ 11-21
ll bbbbbbb bb yyyy yyy yyyyyy d dddd dd ddddd ddddd ddd ddddd dddddddddd lllllllllllllll dd ddddddd d .. bbbbbbb  ddd ll
 ....... .. . .... ... . . ........ . ... . ...... yyyy . ..... yyy
 y yy yyyy yyyy yy yy yyyyyyy y yyyyy y yyyy yy yy yyy y yyyyy yy yyyy
 r rrr rrrrrr rrrrrrr rr rrrrrrrr rr rrrrrrr rrr rrrrrrrrrrrrr rrr
  dddddd            dddd   dddd         ddddd      dddddd
a bbbb              ggggg  ......       g gg       ddd  ^ 0-119
  ................. yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
ll bbbb bbbbbbb d ddddddd d d ddddd d d ddddddd llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  .................          ---- d ++++  y yyyyyy yyyy yy yy  ....
  .........................  --- d +++  ..
  .....................      + ++++  ddd ddd
  .............              -------- d ++++++++  dddddd
ll bbbb  g gggggg llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                                                                      dddddddd
  d dddddd   ggggggg g dd ddddd












 a .... ....  a ......  a .......  a ......  a ....  a ......  a ........  a .....  d dddd  aaa ....     a ....  a ....  = 0-119
