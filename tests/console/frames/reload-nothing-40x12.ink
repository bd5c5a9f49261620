 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  = 0-39
 a  aa aaaaaaa a   a   a  ^ 4-13

  .. .... ..... ... ....... ... .... ...

  dddd ddd dddddd ddddd ddd dddddd ddddd
  dddd ddd dddddddddd ddd ddd dddddddd d
  a ddddd ddd ddddddddd a ddddd ddddd dd



 d dddd  aaa ....        a ....  a ....  = 0-39
