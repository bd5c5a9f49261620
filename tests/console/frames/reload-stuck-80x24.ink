 bbbbbbbbbbb  .. bbbbbbb                           ddddd y yyy  yyyyyy y  rrrrr  = 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  ^ 10-20
ll bbbbbbb bb rrrrr d dddd dd dddd lllllllllllll dd ddddddd d .. bbbbbbb  ddd ll
 ....... .. rr . .... ... . . ........ . ... . .... yyyy . ...... ..... yyy
 r rrrrrrrrrrrrrrr rrrr rrr rrrrrr
  dddddd            dddd   dddd         ddddd      dddddd
a bbbbbbbbbbbbbbbbb ggggg  ..... ...... g gg       ddd dd dd  ^ 0-79
  ...............   yy...  yyyyyyyyyy   y yyyyy    ddd dd dd
  ...............   yyy..  yyyyy yyy    y yyyyy    ddd ddddd dddddddddd dddddddd
  ...............   ggggg  ..... ...... g gg       ddd dd dd
  ...............   yyyy.  yyyyyyyyyy   y yyyyy    ddd dd dd
  ....              yyyyy  .......      y yyyyy    ddd dd dd
ll bbbbbbbbbbbbbbbbb  g gggggg lllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... . dd                                              dddddddd
  d dddddd   ggggggg g dd ddddd







 a ......  a .......  a ......  a ....  a ......  a ........     a ....  a ....  = 0-79
