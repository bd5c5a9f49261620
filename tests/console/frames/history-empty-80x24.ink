 bbbbbbbbbbb  . b                                            ddddd y yyy  rrrrr  = 0-79
 a .....   a ......  aa aaaaaaaa  a .......   a ......  ^ 21-31
ll bbbbbbb d ddddddddd dddddd dddddd a dddddd ddd l dd ddddddd dd ddd ddddddd ll
     dd ddddddd              ddddd   dddddd ddddddd       dddd dd       dddd
  dd ddddddd dddd ddd ddddd ddddddd dd ddd dddddd ddddddd dd


















 d dddd ddddd  d dddd  a ......  ddd dddd  d ddddddd  d dddd     a ....  a ....  = 0-79
