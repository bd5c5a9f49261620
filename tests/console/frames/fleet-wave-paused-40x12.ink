 bbbbbbbbbbb  .. bbbbddddd g ggg  rrrrr  = 0-39
aa aaaaaa a y  a   a   a  ^ 0-8
 y yy yy yyyyyy yy yyyy y yy yy yyy yyyy
ll bbbbbbb . llllll d dddd ddddd  a d ll
 ddddd      dddd              ddd
ag gg       bbbb             dddd  ^ 0-39
 g gg       ................ dddd
ll bbbb  g gggggg llllllllllllllllllllll
  d ddddddd  .......   dd dddddddddddddd
  d dd dddd  ....... r ddddd dddddd

 a .... ....  a ......   a ....  a ....  = 0-39
