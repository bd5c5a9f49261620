 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                         ddddd y yyy ggggdddddddd  yyyyyy y  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....   aa aaaaaaaa   a .......    a .......    a ......                                                      a dddd  ^ 11-21
ll bbbbbbb bb rrrrr d dddd dd ddddd ddddd ddd ddddd dddddddddd lllllllllllllllllllllllll dd ddddddd d .. bbbbbbb  ddd ll
 ....... .. rr . .... ... . . ........ . ... . .... yyyy . ...... ..... yyy
 r rrrrrrrrrrrrrrr rrrr rrr rrrrrr
  dddddd            dddd   dddd         ddddd      dddddd
  ................. ggggg  ..... ...... g gg       ddd dd dd
a bbbbbbbbbbbbbbb   yy...  yyyyyyyyyy   y yyyyy    ddd dd dd  ^ 0-119
  ...............   yyy..  yyyyy yyy    y yyyyy    ddd ddddd dddddddddd ddddddd ddd dddddddddd
  ...............   ggggg  ..... ...... g gg       ddd dd dd
  ...............   yyyy.  yyyyyyyyyy   y yyyyy    ddd dd dd
  ....              yyyyy  .......      y yyyyy    ddd dd dd
ll bbbb bbbbbbb d ddddddd d d ddddd d d ddddddd llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  .................          ---- d ++++  y yyyyyy yyyy yy yy  ....
  .........................  --- d +++  ..
  .....................      + ++++  ddd ddd
  .............              -------- d ++++++++  dddddd
ll bbbbbbbbbbbbbbb  y yyyyyy yyy yyyyyy yyy llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... r dd                                                                                      dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr












 a ......  a .......  a ......  a ....  a ......  a ........  a .....  d dddd  aaa ....  a ....          a ....  a ....  = 0-119
