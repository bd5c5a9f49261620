 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaaaa  ^ 56-63
ll ddddd d bbbb  r rrrrr rrr lllllllllllllllllllllllllllll d dddddddd  d dddd ll
 ... ....  ....... ... ...  .. .....   dddddddd d
  d ddddddd  .......   dd dddddddddddddddddddd     dddddddd
  d dd dddd  ....... . ddddd dddddd                dddddddd
  d ddddd    ....... . dd                          dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr
             d ddddd ddddd ddddd d d
 ddd rr rrrrrrrrrrrr rrrrrrr rrr rrr rrrrrr rr r rrrrr rrrrr rr rrrr rrrrrrrr
     rrr rrrrrrr rr rrr rr rrrr rrr rrr rrrrrr
     dd dddd ddddd ddddd dddd dd ddddddd ddd dd ddddd ddd ddddd dddd ddddd
     yy y yy yyyy yy y yyyyyyy yyyyy yyyyyyyyyyyyyyyyyyyy yyyyy yyyyyy
 dd  a  ...... .... ....... .... .....   a  .... ...... ... .......
     a  ....... ..   a  ...... ..
ll bbbbbbb lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 dddd  ...... .. .........................
 dddd  .... .. .........  .... .  ...... .... ..........
 ddd   .   ....... .
 ddd   ............ ... .   ddd ............ ...   ddddd yyyyyyyyyyyy yyy yyy
 d d dddd dddddd d

 a ......  a ....  a ....  a .......  a ......  a ........       a ....  a ....  = 0-79
