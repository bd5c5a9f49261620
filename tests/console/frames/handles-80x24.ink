 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaaaaa  ^ 56-64
ll ddddd d bbbb d dddd dd ddddd dddd lllllllllllllllllllll d dddddddd  d dddd ll
 d ddddd . ...... . . .... . . ..... . . ...... . . .......
ll bbbbbbb bbbbb bbbbb bbbb . llllllllllllllllllllllllllllllllllllllllllllllllll
  dd d    yyyyyyyyyyyyyyyyyyy  yyyyy yyyyyyy yyyyyyy
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  dd d    ... ............ .........
  dd d    .... .........
  dd d    ..... ... .. ....... .....
ll bbbbbbb . ......... .. ....... .. ... ... lllllllllllllllllllllllllllllllllll
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
 d dd dddd dddddd d

 a ......  a ....  a ......  a ........  a .....  d dddd         a ....  a ....  = 0-79
