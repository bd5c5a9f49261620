 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a   a  aaaaaaa  ^ 20-26
ll dddddd d bbbbbb d dddddddd  d dddd ll
 .
   ..... ..
   ..... .............
   ........ .......
   ....... ... ....... . .. .
       ........
 d d dddd dddddd d

 d dddd  aaa ....        a ....  a ....  = 0-39
