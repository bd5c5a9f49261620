 bbbbbbbbbbb  .. bbbbddddd g ggg  rrrrr  = 0-39
 a  aa aaaaaaaa a   a   a  ^ 4-14
ll bbbbb dd ddddddd d .. bbbbbbb  ddd ll
 .. . ...... yyyy . ..... yyy
  dddddd            dddd   dddd        d
a bbbb              ggggg  ......      .  ^ 0-39
  ................. yyddd  yyyy y      y
  ...............   yyddd  yyyy y      y
  ...............   yyddd  yyyy y      y
  ...............   yyddd  yyyy y      y

 a .... ....  a ......   a ....  a ....  = 0-39
