 bbbbbbbbbbb  ddddddd .  b                                                              ddddd y yyy dddddddddddd  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  ^ 0-8
ll bbbbbbb . llllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll
 ddddd      dddd ddd ddddd       dddd  dddddd   dddd  ddd ddddd

  dd dddddddd ddd dddddddd dddd dddd
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd ll
  ddddddd dddddddd ddd


























 d dddddd  a ....  d dddddd  d dddd  a ......  ddd dddd  d dddd  d dddddd  d dddddddd  d ddddd  d dddd   a ....  a ....  = 0-119
