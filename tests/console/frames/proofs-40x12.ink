 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a   a  aaaaaaaa  ^ 20-27
ll ddddddd d bb dd d dddddddd  d dddd ll
 ...... .. .. .. . . .. . ...... .. . ..

   dddddd           dddddd   ddd
 r bbbb             rr       dddddd dd
     rrrr rr rrrr rrrrrrrr rrrrrr
     rrrrrrr rr rrrrrr
 d dd dddd dddddd d

 d dddd  aaa ....        a ....  a ....  = 0-39
