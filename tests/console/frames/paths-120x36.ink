 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......    a ......   aaaaaaa                                             a dddd  ^ 61-67
ll ddddddd d bbbbbbbbbb llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll d dddddddd  d dddd ll
 ... .... ....... . . ........ . . ....... . . .. .... .. .........

    .........   ddddd dddddd   .... ..... ........ ........ .........   dddddddddddddddddddddddddddddddddddddddddddddddd
    .............   ddddd dddddd   dddd dddddd dddd ddd   ddddddddddddddddddddddddddddddddddddddddddddddddddddddddd

 dd dddddd d ddddddddd d d ddddddddd d dddd d d ddddddddddd ddddddddd ddddd

























 d dddddd  d dddd  aaa ....  a ....  a .....                                                             a ....  a ....  = 0-119
