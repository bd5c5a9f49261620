 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......   aa aaaaaaa                                                      a dddd  ^ 49-58
ll bbbbbb . .. . y yyyyyyy llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll ddddddddd ll
  dddd dd d dddddd dd dddddddd aaa ddddd ddd






























 d dddddd  a ......  d dddd  a .....  a ... ......  a ... ....  a ......  d dddd  aaa ....  a ....       a ....  a ....  = 0-119
