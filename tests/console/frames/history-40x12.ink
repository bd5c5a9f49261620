 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a  aa aaaaaaaa a   a  ^ 8-18
ll bbbbbbb dd dd ddddddd d dddddddd d ll
     dd ddddddd              ddddd   ddd
aa   bb .................... .......   y  ^ 0-39
     .. .................... .......   .
     .. .................... .......   .
ll bb llllllllllllllllllllllllllllllllll
 dddddddddddddddddddd d dddd d dd ddddd
 ddddd ddd dddd d dddddddd dd ddd

 d dddd ddddd  a ......  a ....  a ....  = 0-39
