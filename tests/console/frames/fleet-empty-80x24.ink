 bbbbbbbbbbb  . b                                            ddddd y yyy  rrrrr  = 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll
 ddddd      dddd ddd ddddd       dddd  dddddd   dddd  ddd ddddd

  dd dddddddd ddd dddddddd dddd dddd
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
  ddddddd dddddddd ddd















 d dddddd  a ....  d dddddd  d dddd  a ......  ddd dddd  d dddd  a ....  a ....  = 0-79
