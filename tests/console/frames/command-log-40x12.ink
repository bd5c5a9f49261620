 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a   a  aaaaaaaaaa  ^ 20-29
ll bbbbbbb bbb d dd a dddddd ddd dddd ll
adddddddd bbbbbbbb bbbbbb bbb  ....... .  ^ 0-39
 dddddddd ........ ...... ...  ....... .





 ....... ....
 d dddd  aaa ....        a ....  a ....  = 0-39
