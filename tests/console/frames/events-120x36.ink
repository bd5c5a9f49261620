 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......   aa aaaaaaa                                                      a dddd  ^ 49-58
ll bbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll yyyyyyyy yyyyyy y yyyyyyy ll
 ddddd dddddddddddd . bbbbb .. ..... ... . .... .......
 ddddd dddddddddddd . bbbbb ... ........ ..
addddd dddddddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y  dd  ^ 0-119
 ddddd dddddddddddd . bbbbb .. ....... . .. . ......
 ddddd dddddddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr  dd













ll ddddd ddddd dd bb  dddd dd ddd  ...... ...... .. .. .. .. ... . lllllllllllllllllllllllllllllllllllllllllll d dd d ll
 ddddd dddddddddddd . bbbbb .. ..... ... . .... .......
 ddddd dddddddddddd . bbbbb ... ........ ..
addddd dddddddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y  dd  ^ 0-119
 ddddd dddddddddddd . bbbbb .. ....... . .. . ......
 ddddd dddddddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr  dd







 a ......  a ......  a ....  a .....  a ... ......  a ... ....  a ......  d dddd  aaa ....  a ....       a ....  a ....  = 0-119
