 bbbbbbbbbbddddd y yyy  yyyyyy y  rrrrr  = 0-39
 a  aa aaaaaaaa a   a   a  ^ 4-14
ll bbbbb dd ddddddd d .. bbbbbbb  ddd ll
 .. rr . .... yyyy . ...... ..... yyy
 r rrrrrrrrrrrrrrr rrrr rrr rrrrrr
  dddddd            dddd   dddd        d
  ................. ggggg  ..... .......
a bbbbbbbbbbbbbbb   yy...  yyyyyyyyyy  y  ^ 0-39
  ...............   yyy..  yyyyy yyy   y
  ...............   ggggg  ..... .......

 a ......  a .......     a ....  a ....  = 0-39
