 r rrrrrrrrrr rrrrrrrrrrr rdddddd ddddd  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll ddddddd d llllll d dddd ddddd  d d ll
 ddddd      dddd              ddd
dd ddd      dddd             dddd  ^ 0-39
 d dd       dddddddddddddddd dddd
 d dd       ddddddddddddddd  dddd
ll dddd  d ddddd ddd lllllllllllllllllll
  d ddddddd  ddddddd   dd dddddddddddddd
  d ddddd    ddddddd d dd      dddddddd

 d dddddd  d dddd        a ....  a ....  = 0-39
