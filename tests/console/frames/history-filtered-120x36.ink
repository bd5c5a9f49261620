 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......   aa aaaaaaaa   a .......    a ......                                                       a dddd  ^ 23-33
ll bbbbbbb d dd d dddddddd y yyyyyyyd a dddddd ddd lllllllllllllllllllllllllllllllll dd ddddddd d dddddddd d dddddddd ll
     dd dddd           ddddddd              ddddd   dddddd ddddddd       dddd dd             dddddddd   dddd
aa   bb ddddd dddddddd .................... .......    yyy ......        dddd ..... ... .... ...        dddd  ^ 0-119
     .. ddddd dddddddd .................... .......    ... ......       ddddd ..... ... .... ...        dddd
     .. ddddd dddddddd .................... .......    ... ......       ddddd ..... ... .... ...        dddd
ll bb llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd .... . . ..... . . .... . . ...... .. ..d dddddd dddd d. ....... ...............
 dddd dd dddd dddddd dddd d ddddddd dd ddddd dddd ddd ddddd ddd dd ddddddd dddd
 r bbbb               .......      ...... ..... ..... .... .. ...... ...






















 d dddd ddddd  a ......  a ....  a ......  aaa ....  a .......  a .....  d dddd  a ....  d dddd  a ....  a ....  a ....  = 0-119
