 bbbbbbbbbbb  .. bbbbbbb                                 ddddd g ggg  ggggggggg  = 0-79
 a .....  aa aaaaaaa  a .......   a .......   a ......  ^ 10-19

  .. .... ..... ... ....... ... .... ...... ... ....

  dddd ddd dddddd ddddd ddd dddddd ddddddd dddd dd d ddddd
  dddd ddd dddddddddd ddd ddd dddddddd dddddd
  a ddddd ddd ddddddddd a ddddd ddddd dd d ddddddddd















 d dddd  aaa ....  a ....  a .....                               a ....  a ....  = 0-79
