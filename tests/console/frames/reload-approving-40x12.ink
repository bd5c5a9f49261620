 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  = 0-39
 a  aa aaaaaaaa a   a   a  ^ 4-14
ll bbbb bb yy dd ddddddd d .. bbbbbbb ll
aaaaaa .....  ......  d ddd d dd   d ddd  ^ 0-5
 dd dddd dddd dd
   ........
   .... . ...........
 d dd dddd dddddd d
 ..... . .. ........ bba
 d dddddddd d ddd dddddd ddd dddd dd ddd

 a ........  a ......    a ....  a ....  = 0-39
