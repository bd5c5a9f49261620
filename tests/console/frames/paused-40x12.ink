 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
 aaaaaa aaa aaa aaaa aa aaa aa aaa aa aa  ^ 0-39
ll bbbbbbb . llllll d dddd ddddd  a d ll
 ddddd      dddd              ddd
ar rrr      bbbb             dddd  ^ 0-39
 g gg       ................ dddd
ll bbbb  r rrrrr rrr lllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddd
  d ddddd    ....... . dd      dddddddd

 a ......  a ....        a ....  a ....  = 0-39
