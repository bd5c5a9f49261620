 bbbbbbbbbbb  .. bbbbbbb                                     ddddd g ggg  rrrrr  = 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  ^ 10-20
ll bbbbbbb bb yyyy yyy yyyyyy yy yyyy d dddd ddd dd ddddddd d .. bbbbbbb  ddd ll
 ....... .. . .... ... . . ........ . ... . ...... yyyy . ..... yyy
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
