 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a   a  aaaaaaa  ^ 20-26
ll ddddddd d bbbbb d dddddddd  d dddd ll
 ... .... ....... . . ........ . . .....

    .........   .... ..... ........ ....
      ddddd dddddd ddddddddddd
      dddddddddd dddddddd dddddd ddddd
    .............   dddd dddddd dddd ddd
 d d dddd dddddd d

 d dddddd  d dddd        a ....  a ....  = 0-39
