 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......  aa aaaaaaa  ^ 45-54
ll bbbbbb . .. . y yyyyyyy llllllllllllllllllllllllllllllllllllllll ddddddddd ll
  dddd dd d dddddd dd dddddddd aaa ddddd ddd



















 d dddddd  a ......  d dddd  a .....  a ... ......  a ... ....   a ....  a ....  = 0-79
