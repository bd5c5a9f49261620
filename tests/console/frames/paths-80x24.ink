 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaaa  ^ 56-62
ll ddddddd d bbbbbbbbbb llllllllllllllllllllllllllllllllll d dddddddd  d dddd ll
 ... .... ....... . . ........ . . ....... . . .. .... .. .........

    .........   .... ..... ........ ........ .........
      ddddd dddddd ddddddddddd dddddddddd dddddddd dddddd dddddd ddddddddddd
    .............   dddd dddddd dddd ddd
      ddddd dddddd ddddddddddd dddddddddd dddddddd dddddd dddddd ddddddddddd

 dd dddddd d ddddddddd d d ddddddddd d dddd d d ddddddddddd ddddddddd ddddd












 d dddddd  d dddd  aaa ....  a ....  a .....                     a ....  a ....  = 0-79
