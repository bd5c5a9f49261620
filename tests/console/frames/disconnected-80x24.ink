 r rrrrrrrrrr rrrrrrrrrrr rr r rrrrrrr rrrrrrrr                    dddddd ddddd  = 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
ll ddddddd d lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd
dd ddd      dddd              dddd ddddddd     dd    ddddddd   ddd  ddd    dd  ^ 0-79
 d dd       ddddddddddddddddd dddd dddddd      dd    ddddddd   ddd  ddd     d
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  ddd     d
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  ddd     d
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  ddd     d
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  ddd     d
ll dddd  d ddddd ddd lllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  d ddddddd  ddddddd   dd dddddddddddddddddddd
  d ddddd    ddddddd d dd                                              dddddddd
  d dddddd   ddddddd d dd dd ddd                                       dddddddd
             dd dd dddddddddddddddddddd
 ddd dd dddddddddddd ddddddd ddd ddd dddddd dd d ddddd ddddd dd dddd dddddddd
     ddd ddddddd dd ddd dd dddd ddd ddd dddddd
     dd d dd dddd dd d ddddddd ddddd dddddddddddddddddddd ddddd dddddd
 dd  d  dddddd dddd ddddddd dddd ddddd   d  dddd dddddd ddd ddddddd
     d  ddddddd dd   d  dddddd dd
ll ddddddd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll d ddd ll
 dddddddd d dddd  dddddd dddddddddddd ddddddd ddd dddddd ddddddd

 d dddddd  d dddd  a ......  a ....  a ......  aaa ....  a ....  a ....  a ....  = 0-79
