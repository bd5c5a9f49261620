 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaaaaaa  ^ 56-65
ll bbbbbbb bbb d dd dddd dddddddd dddddd ddddd llllllllllll a dddddd ddd dddd ll
adddddddd bbbbbbbb bbbb bbbb bbbbbbbb      ddddd  ^ 0-79
 dddddddd ........ ...... ....             rrrrrr rrrrrr rrrrr rrrrrrr rrr rr rr
 dddddddd ........ ...... ....             ....... ....
















 rrrrrr rrrrrr rrrrr rrrrrrr rrr rr rrrrrrrr
 d dddd  aaa ....  a ....  a .....                               a ....  a ....  = 0-79
