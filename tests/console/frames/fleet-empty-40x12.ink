 bbbbbbbbbbb  . b    ddddd y yyy  rrrrr  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll bbbbbbb . llll dddddddd ddddd  a d ll
 ddddd      dddd ddd ddddd       dddd

  dd dddddddd ddd dddddddd dddd dddd
ll bbbbbbd dddddd ddddd lllllll a ddd ll
  ddddddd dddddddd ddd



 d dddddd  a ....        a ....  a ....  = 0-39
