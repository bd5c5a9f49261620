 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                               ddddd g ggg gggggggggggg  ggggggggg  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....   aa aaaaaaa   a .......    a .......    a ......                                                       a dddd  ^ 11-20

  .. .... ..... ... ....... ... .... ...... ... ....

  dddd ddd dddddd ddddd ddd dddddd ddddddd dddd dd d ddddd
  dddd ddd dddddddddd ddd ddd dddddddd dddddd
  a ddddd ddd ddddddddd a ddddd ddddd dd d ddddddddd


























 d dddd  aaa ....  a ....  a .....                                                                       a ....  a ....  = 0-119
