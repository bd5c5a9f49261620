 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a  aa aaaaaaaa a   a  ^ 8-18
ll bbbbbbb dd dd ddddddd d dddddddd d ll
     dd dddddd ddddddd       dddd dd   d
     ..    ... ......       ddddd .... .
     ..    ... rrrrrr rrrr   dddd .... .
a    bb    ... ......       ddddd ...  .  ^ 0-39
ll bbbbbbbb bbbbbbb .. . ....... .. ..ll
 r rrrrrr rrr rrr rrrrrr
   rrrrrrrrrrrrrrrrrrrrrrrr rrr rrrrr r

 a .... .....  a ......  a ....  a ....  = 0-39
