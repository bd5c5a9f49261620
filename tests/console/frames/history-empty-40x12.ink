 bbbbbbbbbbb  . b    ddddd y yyy  rrrrr  = 0-39
 a   a  aa aaaaaaaa a   a  ^ 8-18
ll bbbbbbb dd dd ddddddd d dddddddd d ll
     dd dddddd ddddddd       dddd dd   d
  dd ddddddd dddd ddd ddddd ddddddd dd d






 d dddd ddddd  d dddddd  a ....  a ....  = 0-39
