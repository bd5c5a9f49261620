 bbbbbbbbbbb  . b    ddddd y yyy  rrrrr  = 0-39
 a   a  aa aaaaaaaa a   a  ^ 8-18
ll bbbbbbbb dd ddddddd dd ddd ddddddd ll
     dd ddddddd              ddddd   ddd
  dd ddddddd dddd ddd ddddd ddddddd dd d






 d dddd ddddd  d dddd    a ....  a ....  = 0-39
