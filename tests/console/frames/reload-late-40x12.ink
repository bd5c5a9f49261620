 bbbbbbbbbbddddd y yyy  yyyyyy y  rrrrr  = 0-39
 a  aa aaaaaaaa a   a   a  ^ 4-14
ll bbbbb dd ddddddd d .. bbbbbbb  ddd ll
 .. rr . ...... yyyy . ..... yyy
 r rrrrrrrrr rrrrrr rr rrr rrrrrr rr rrr
  dddddd            dddd   dddd        d
  ................. ggggg  ......      .
  ...............   ggggg  ......      .
a bbbbbbbbbbbbbbb   rrr    rrrrrrr     r  ^ 0-39
  ...............   yyyyd  yyyyyyy     y

 a .... ....  a ......   a ....  a ....  = 0-39
