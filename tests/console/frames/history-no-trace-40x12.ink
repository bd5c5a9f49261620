 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a  aa aaaaaaaa a   a  ^ 8-18
ll bbbbbbb dd dd ddddddd d dddddddd d ll
     dd ddddddd              ddddd   ddd
     .. .................... .......   .
     .. .................... .......   .
a    bb .................... .......   .  ^ 0-39
ll bb d ddddddd d d ddddd d d ddddddd ll
 dddddddddddddddddddd d dddd d dd ddddd
 ddddd ddd dddd d dddddddd dd ddd

 a .... .....  a ......  a ....  a ....  = 0-39
