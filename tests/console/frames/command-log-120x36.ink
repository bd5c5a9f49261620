 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......    a ......   aaaaaaaaaa                                          a dddd  ^ 61-70
ll bbbbbbb bbb d dd dddd dddddddd dddddd ddddd llllllllllllllllllllllllllllllllllllllllllllllllllll a dddddd ddd dddd ll
adddddddd bbbbbbbb bbbbbb bbbb                                 ....... ....  ^ 0-119
 dddddddd ........ ...... ....                                 ....... ....




























 ....... ....
 d dddd  aaa ....  a ....  a .....                                                                       a ....  a ....  = 0-119
