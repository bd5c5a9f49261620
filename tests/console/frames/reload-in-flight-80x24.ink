 bbbbbbbbbbb  .. bbbbbbb                           ddddd y yyy  yyyyyy y  rrrrr  = 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  ^ 10-20
ll bbbbbbb bb yyyyyyyyyy d dddd dd dddd llllll dd ddddddd d .. bbbbbbb  ddd d ll
 ....... .. rr . .... ... . . ........ . ... . ...... yyyy . ..... yyy
  dddddd            dddd   dddd         ddddd      dddddd
  ................. ggggg  ......       g gg       ddd dd dd
  ...............   ggggg  ......       g gg       ddd dd dd
a bbbbbbbbbbbbbbb   rrr    rrrrrrr      r rrrrrrr  rrrrr rrrrrrrrrr rrrrrrr rrrr  ^ 0-79
  ...............   yyyyd  yyyyyyy      y yyyyy    ddd dd dd
  ...............   yyydd  yyyyyyyyyy   y yyyyy    ddd dd dd
  ....              yyydd  yyyyyyyyyy   y yyyyy    ddd dd dd
ll bbbbbbbbbbbbbbb  r rrrr rr llllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... r dd                                              dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr
 ddd rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr
     dd ddddd dd ddd ddd ddddddd dddd dd ddddddd ddd d ddddd ddd dddd
 dd  a  ... .....   a  ... ......   a  ...... ..




 a .... ....  a ......  a ......  a ....  a ......  a ........   a ....  a ....  = 0-79
