 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll bbbbbbb . llllll d dddd ddddd  a d ll
 ddddd      dddd              ddd
ag gg       bbbbbbbbbbbbbbbb dddd  ^ 0-39
 g gg       ...............  dddd
 g gg       ...............  dddd
ll bbbbbbbbbbbbbbbbb  g gggggg lllllllll
  d ddddddd  .......   dd dddddddddddddd
  d ddddd    ....... . dd      dddddddd

 a ......  a ....        a ....  a ....  = 0-39
