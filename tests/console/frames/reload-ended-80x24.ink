 bbbbbbbbbbb  .. bbbbbbb                                     ddddd y yyy  rrrrr  = 0-79
 a .....  aa aaaaaaa  a .......   a .......   a ......  ^ 10-19
ll bb bbbbbb bbbbbb bb bb bb d dddd dd dddd ll dd ddddddd d .. bbbbbbb  ddd d ll
 ....... .. rr . .... ... . . ........ . ... . ...... ... . ..... ...
  dddddd            dddd   dddd         ddddd      dddddd
  ................. ggggg  ......       g gg       ddd dd dd
  ...............   ggggg  ......       g gg       ddd dd dd
a bbbbbbbbbbbbbbb   rrr    rrrrrrr      r rrrrrrr  rrrrr rrrrrrrrrr rrrrrrr rrrr  ^ 0-79
  ...............   ggggg  ......       g gg       ddd dd dd
  ...............   ggggg  ......       g gg       ddd dd dd
  ....              ggggg  ......       g gg       ddd dd dd
ll bbbbbbbbbbbbbbb  r rrrr rr llllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddddddddd
  d ddddd    ....... r dd                                              dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr
 ddd rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr
     dd ddddd dd ddd ddd dddddd ddd ddd d ddddd dd ddd ddd dddd ddd ddd
 dd  a  ... .....   a  ... ......   a  ...... ..




 a ......  a ......  a ....  a ......  a ........  a .....       a ....  a ....  = 0-79
