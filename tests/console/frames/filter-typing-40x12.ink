 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll bbbbbbb . .. . dddddddd ddddd  a d ll
 ddddd      dddd              ddd
ag gg       bbbbbbbbbbbbbbb  dddd  ^ 0-39
 g gg       ...............  dddd
ll bbbbbbbbbbbbbbb  g gggggg lllllllllll
  d ddddddd  .......   dd dddddddddddddd
  d ddddd    ....... . dd      dddddddd
  d dddddd   ggggggg g dd ddddd
 abbba  d dd d   a ddddd dd  aaa ddd
 a ......  a ....        a ....  a ....  = 0-39
