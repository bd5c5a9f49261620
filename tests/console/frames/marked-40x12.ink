 bbbbbbbbbbb  .ddddd g ggggg  ggggggggg  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll bbbbbbb .. d d d d dddd ddddd  a d ll
 ddddd      dddd              ddd
 g gg       ...............  dddd
ag gg       bbbbbbbbbbbbbbb  dddd
ag gg       bbbbbbbbbbbbbbb  dddd  ^ 0-39
ll bbbbbbbbbbbbbbb  g gggggg lllllllllll
  d ddddddd  .......   dd dddddddddddddd
  d ddddd    ....... . dd      dddddddd

 a ...... .  a ....      a ....  a ....  = 0-39
