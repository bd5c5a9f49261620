 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a   a  aaaaaaaa  ^ 20-27
ll ddddd d bbbb  r d dddddddd  d dddd ll
 ... ....  ....... ... ...  .. .....   d
  d ddddddd  .......   dd dddddddddddddd
  d dd dddd  ....... . ddddd dddddd
  d ddddd    ....... . dd      dddddddd
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr
 d dd dddd dddddd d

 a ......  a ....        a ....  a ....  = 0-39
