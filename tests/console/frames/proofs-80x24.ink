 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaaaa  ^ 56-63
ll ddddddd d bb d ddd dddddd dd llllllllllllllllllllllllll d dddddddd  d dddd ll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ...... .. .. .. . . .. . ...... .. . . ..... .. ...

   dddddd            ddddd dddddd    ddddd ddd
 r bbbb              rr                  d dddddd dd
     rrrr rr rrrr rrrrrrrr rrrrrr rrrrrrr rr rrrrrr
 . bbbbbbbbbbbbbbbbb ..... ........  ddddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd g gg dddd

 dddddd .... ...... ...... ........ . . ...... ..... ..... .
 dddddddd dd ddddddd d dddddddd d dddddddd
 d ddddd ddddd dd dddddddd dddd ddd dddd dddddddd ddd ddddd ddd dd dd dddddd
 dddddd ddd dddd dddd ddd ddd ddddd




 d dddd  aaa ....  a ....  a .....                               a ....  a ....  = 0-79
