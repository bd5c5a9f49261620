 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a  aa aaaaaaaa a   a  ^ 8-18
ll bbbbbbb dd dd ddddddd d dddddddd d ll
     dd dddddd ddddddd       dddd dd   d
 a   ..    yyy ......        dddd ...  .
a    bb    ... ......       ddddd ...  .  ^ 0-39
     ..    ... ......       ddddd .... .
ll bbbbbbbb bbbbbbb .. . ....... .. ..ll
 d dd dddd dddddd d
 a dddd dddd d ..... . ...... .

 a .... .....  a ......  a ....  a ....  = 0-39
