 bbbbbbbbbbb  .. bbbbbbb                           ddddd y yyy  yyyyyy y  rrrrr  = 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  ^ 10-20
ll bbbbbbb bb rrrrr rrrr d dddd dd dddd llllllll dd ddddddd d .. bbbbbbb  ddd ll
 ....... .. rr . .... ... . . ........ . ... . .... yyyy . ...... ..... yyy
 y y yyyyy yyyyyyy yy yyy yyyyyy yyy yyy yyyyy yyyyyyyyyyyyyyyy yyyyyyyyyyyyyyyy
 r r rr r rrrrrr rrrrrr rrr rrr rrrrrrrrrrrrrrr
  dddddd            dddd   dddd         ddddd      dddddd
  ................. ggggg  ..... ...... g gg       ddd dd dd
a bbbbbbbbbbbbbbb   yy...  yyyyyyyyyy   y yyyyy    ddd dd dd  ^ 0-79
  ...............   yyy..  yyyyy yyy    y yyyyy    ddd ddddd dddddddddd dddddddd
  ...............   ggggg  ..... ...... g gg       ddd dd dd
  ...............   yyyy.  yyyyyyyyyy   y yyyyy    ddd dd dd
  ....              yyyyy  .......      y yyyyy    ddd dd dd
ll bbbbbbbbbbbbbbb  y yyyyyy yyy yyyyyy yyy llllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... r dd                                              dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr





 a ......  a ......  a ....  a ......  a ........  a .....       a ....  a ....  = 0-79
