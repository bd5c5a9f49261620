 bbbbbbbbbbb  .. bbbbbbb                                     ddddd g ggg  rrrrr  = 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  ^ 10-20
ll bbbbbbb bb yyyy yyy yyyyyy d dddd dd dddd lll dd ddddddd d .. bbbbbbb  ddd ll
 ....... .. . .... ... . . ........ . ... . ...... yyyy . ..... yyy
 y yy yyyy yyyy yy yy yyyyyyy y yyyyy y yyyy yy yy yyy y yyyyy yy yyyy
 r rrr rrrrrr rrrrrrr rr rrrrrrrr rr rrrrrrr rrr rrrrrrrrrrrrr rrr
  dddddd            dddd   dddd         ddddd      dddddd
a bbbb              ggggg  ......       g gg       ddd  ^ 0-79
  ................. yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
  ...............   yyddd  yyyy y       g gg       ddd
ll bbbb  g gggggg llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   ggggggg g dd ddddd






 a .... ....  a ......  a .......  a ......  a ....  a ......    a ....  a ....  = 0-79
