 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a  aa aaaaaaa  ^ 16-25
ll bbbbbb . yyyyyyyy yyyyyy y yyyyyyy ll
 dddddddddddd . bbbbb .. ..... ... . ...
 dddddddddddd . bbbbb ... ........ ..
adddddddddddd y bbbb  yyyyyy yyyyyyy yyy  ^ 0-39
ll ddddd ddddd dd bb  dddd ddd d dd d ll
    yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy
    yyyyyy y y
adddddddddddd y bbbb  yyyyyy yyyyyyy yyy  ^ 0-39

 a ......  a ......      a ....  a ....  = 0-39
