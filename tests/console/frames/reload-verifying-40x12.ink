 bbbbbbbbbbb  .. bbbbddddd y yyy  rrrrr  = 0-39
 a  aa aaaaaaaa a   a   a  ^ 4-14
ll bbb dd ddddddd d .. bbbbbbb  ddd d ll
 .. rr . ...... ... . ..... ...
  dddddd            dddd   dddd        d
  ................. ggggg  ......      .
  ...............   ggggg  ......      .
a bbbbbbbbbbbbbbb   rrr    rrrrrrr     r  ^ 0-39
  ...............   ggggg  ......      .
  ...............   ggggg  ......      .

 a .... ....  a ......   a ....  a ....  = 0-39
