 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaaa  ^ 56-62
ll dddddd d bbbbb b d dddddddddd dddddddddddd ddd llllllll d dddddddd  d dddd ll
 .
   ..... ..
   ..... .............
   ........ .......
   ....... ... ....... . .. . ........
   ......... ...
   ...... .
 .












 d dddd  aaa ....  a ....  a .....                               a ....  a ....  = 0-79
