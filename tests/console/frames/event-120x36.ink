 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......    a ......   aaaaaaa                                             a dddd  ^ 61-67
ll dddddd d bbbbb b d dddddddddd dddddddddddd ddd llllllllllllllllllllllllllllllllllllllllllllllll d dddddddd  d dddd ll
 .
   ..... ..
   ..... .............
   ........ .......
   ....... ... ....... . .. . ........
   ......... ...
   ...... .
 .























 d dddd  aaa ....  a ....  a .....                                                                       a ....  a ....  = 0-119
