 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......    a ......   aaaaaaaaa                                           a dddd  ^ 61-69
ll ddddd d bbbb d dddd dd ddddd dddd lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll d dddddddd  d dddd ll
 d ddddd . ...... . . .... . . ..... . . ...... . . .......
ll bbbbbbb bbbbb bbbbb bbbb . llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  dd d    yyyyyyyyyyyyyyyyyyy  yyyyy yyyyyyy yyyyyyy
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  dd d    ... ............ .........
  dd d    .... .........
  dd d    ..... ... .. ....... .....
ll bbbbbbb . ......... .. ....... .. ... ... lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  ddd dddd dd dd .. .......
    .........
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
    ddddd dddd dd dddddd ddd
 d d dddd dddddd d

 a ......  a ....  a ......  a ........  a .....  d dddd  aaa ....  a ....  a .....                      a ....  a ....  = 0-119
