 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......    a ......   aaaaaaaa                                            a dddd  ^ 61-68
ll ddddddd d bb d ddd dddddd dd llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll d dddddddd  d dddd ll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ...... .. .. .. . . .. . ...... .. . . ..... .. ...

   dddddd            ddddd dddddd    ddddd     ddd ddddd dddd    dddd ddd
 r bbbb              rr                  d       d     d ddd        d dddddd dd
     rrrr rr rrrr rrrrrrrr rrrrrr rrrrrrr rr rrrrrr
 . bbbbbbbbbbbbbbbbb ..... ........  ddddd    dddd     d ddd     dddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd    dddd     d ddd     dddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd    dddd     d ddd     dddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd    dddd     d ddd     dddd g gg dddd
 . bbbbbbbbbbbbbbb   ..... ........  ddddd    dddd     d ddd     dddd g gg dddd

 dddddd .... ...... ...... ........ . . ...... ..... ..... .
 dddddddd dd ddddddd d dddddddd d dddddddd
 d ddddd ddddd dd dddddddd dddd ddd dddd dddddddd ddd ddddd ddd dd dd dddddd dddddd ddd dddd dddd ddd ddd ddddd
















 d dddd  aaa ....  a ....  a .....                                                                       a ....  a ....  = 0-119
