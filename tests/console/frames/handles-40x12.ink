 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a   a  aaaaaaaaa  ^ 20-28
ll ddddd d bbbb dd d dddddddd  d dddd ll
 d ddddd . ...... . . .... . . ..... . .
ll bbbbbbb bbbbb bbbbb bbbb . llllllllll
  dd d    yyyyyyyyyyyyyyyyyyy  yyyyy yyy
ll bbbbbbb . lllllllllllllllllllllllllll
  dd d    ... ............ .........
  dd d    .... .........
 d dd dddd dddddd d

 a ......  a ....        a ....  a ....  = 0-39
