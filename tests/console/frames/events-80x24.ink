 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......  aa aaaaaaa  ^ 45-54
ll bbbbbb . lllllllllllllllllllllllllllllllllllllll yyyyyyyy yyyyyy y yyyyyyy ll
 dddddddddddd . bbbbb .. ..... ... . .... .......
 dddddddddddd . bbbbb ... ........ ..
adddddddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y  dd  ^ 0-79
 dddddddddddd . bbbbb .. ....... . .. . ......
 dddddddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr  dd




ll ddddd ddddd dd bb  dddd dd ddd  ...... ...... .. .. .. .. ... . lll d dd d ll
 dddddddddddd . bbbbb .. ..... ... . .... .......
 dddddddddddd . bbbbb ... ........ ..
adddddddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y  dd  ^ 0-79
 dddddddddddd . bbbbb .. ....... . .. . ......
 dddddddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr  dd





 a ......  a ......  a ....  a .....  a ... ......  a ... ....   a ....  a ....  = 0-79
