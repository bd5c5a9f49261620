 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaaaaaa  ^ 56-65
ll bbbbbbb bbb d dd dddd dddddddd dddddd ddddd llllllllllll a dddddd ddd dddd ll
adddddddd bbbbbbbb bbbbbb bbbb             ....... ....  ^ 0-79
 dddddddd ........ ...... ....             ....... ....

















 ....... ....
 d dddd  aaa ....  a ....  a .....                               a ....  a ....  = 0-79
