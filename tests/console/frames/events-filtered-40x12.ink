 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a  aa aaaaaaa  ^ 16-25
ll bbbbbb . .. . y yyyyyyy  ddddddddd ll
  dddd dd d dddddd dd dddddddd aaa ddddd







 d dddddd  a ......      a ....  a ....  = 0-39
