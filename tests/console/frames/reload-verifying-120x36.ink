 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                                   ddddd y yyy ggggggggggdd  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....   aa aaaaaaaa   a .......    a .......    a ......                                                      a dddd  ^ 11-21
ll bbbbbbb bb yyyyyyyyy yy yyyy d dddd dd ddddd ddddd ddd ddddd dddddddddd lllllllllll dd ddddddd d .. bbbbbbb  ddd d ll
 ....... .. rr . .... ... . . ........ . ... . ...... ... . ..... ...
  dddddd            dddd   dddd         ddddd      dddddd
  ................. ggggg  ......       g gg       ddd dd dd
  ...............   ggggg  ......       g gg       ddd dd dd
a bbbbbbbbbbbbbbb   rrr    rrrrrrr      r rrrrrrr  rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr  ^ 0-119
  ...............   ggggg  ......       g gg       ddd dd dd
  ...............   ggggg  ......       g gg       ddd dd dd
  ....              ggggg  ......       g gg       ddd dd dd
ll bbbb bbbbbbb d ddddddd d d ddddd d d ddddddd llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  .................          ---- d ++++  y yyyyyy yyyy yy yy  ....
  .........................  --- d +++  ..
  .....................      + ++++  ddd ddd
  .............              -------- d ++++++++  dddddd
ll bbbbbbbbbbbbbbb  r rrrr rr llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... r dd                                                                                      dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr
 ddd rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr
     dd ddddd dd ddd ddd ddddddd dddd dd ddddddd ddd d ddddd ddd dddd
 dd  a  ... .....   a  ... ......   a  ...... ..










 a .... ....  a ......  a ......  a ....  a ......  a ........  a .....  d dddd  aaa ....  a ....        a ....  a ....  = 0-119
