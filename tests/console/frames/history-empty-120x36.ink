 bbbbbbbbbbb  ddddddd .  b                                                              ddddd y yyy dddddddddddd  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......   aa aaaaaaaa   a .......    a ......                                                       a dddd  ^ 23-33
ll bbbbbbb d ddddddddd dddddd dddddd a dddddd ddd llllllllllllllllllllllllllllllllll dd ddddddd d dddddddd d dddddddd ll
     dd dddd           ddddddd              ddddd   dddddd ddddddd       dddd dd             dddddddd   dddd
  dd ddddddd dddd ddd ddddd ddddddd dd ddd dddddd ddddddd dd





























 d dddd ddddd  d dddddd  d dddd  a ......  ddd dddd  d ddddddd  a .....  d dddd  d dddd  d dddd  a ....  a ....  a ....  = 0-119
