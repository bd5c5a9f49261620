 bbbbbbbbbbddddd y yyy  yyyyyy y  rrrrr  = 0-39
 a  aa aaaaaaaa a   a   a  ^ 4-14
ll bbbbb dd ddddddd d .. bbbbbbb  ddd ll
 .. rr . .... yyyy . ...... ..... yyy
 y y yyyyy yyyyyyy yy yyy yyyyyy yyy yyy
 r r rr r rrrrrr rrrrrr rrr rrr
   rrrrrrrrrrrrrrr
  dddddd            dddd   dddd        d
  ................. ggggg  ..... .......
a bbbbbbbbbbbbbbb   yy...  yyyyyyyyyy  y  ^ 0-39

 a ......  a ......      a ....  a ....  = 0-39
