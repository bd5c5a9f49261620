ddddd r rrr  rrrrr r  mmmmmm m  yyyyyy y  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll bbbbbbb . llllll d dddd ddddd  a d ll
 ddddd      dddd              ddd
 r rrr      ....             dddd
 r rrrr     ddddddddddddddd     d
am mmm      bbbbbbbbbbbbbbbb dddd  ^ 0-39
ll bbbbbbbbbbbbbbbbb  m mmmmmm mmm lllll
  d ddddddd  .......   dd dddddddddddddd
  d ddddd    ....... . dd      dddddddd

 a ......  a ....        a ....  a ....  = 0-39
