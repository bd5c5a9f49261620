 bbbbbbbbbbddddd y yyy  yyyyyy y  rrrrr  = 0-39
 a  aa aaaaaaaa a   a   a  ^ 4-14
ll bbb dd ddddddd d .. bbbbbbb  ddd d ll
 .. rr . ...... yyyy . ..... yyy
  dddddd            dddd   dddd        d
  ................. ggggg  ......      .
  ...............   ggggg  ......      .
a bbbbbbbbbbbbbbb   rrr    rrrrrrr     r  ^ 0-39
  ...............   yyyyd  yyyyyyy     y
  ...............   yyydd  yyyyyyyyyy  y

 a .... ....  a ......   a ....  a ....  = 0-39
