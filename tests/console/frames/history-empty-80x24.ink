 bbbbbbbbbbb  . b                                            ddddd y yyy  rrrrr  = 0-79
 a .....   a ......  aa aaaaaaaa  a .......   a ......  ^ 21-31
ll bbbbbbb d ddddddddd a dddddd ddd llllllll dd ddddddd d dddddddd d dddddddd ll
     dd ddddddd              ddddd   dddddd ddddddd       dddd dd       dddd
  dd ddddddd dddd ddd ddddd ddddddd dd ddd dddddd ddddddd dd


















 d dddd ddddd  d dddddd  d dddd  a ......  ddd dddd  d ddddddd   a ....  a ....  = 0-79
