 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a  aa aaaaaaaa a   a  ^ 8-18
ll bbbbbbb dd dd ddddddd d dddddddd d ll
     dd dddddd ddddddd       dddd dd   d
aa   bb    yyy ......        dddd ...  .  ^ 0-39
     ..    ... ......       ddddd ...  .
     ..    ... ......       ddddd .... .
ll bb llllllllllllllllllllllllllllllllll
 dddd dd dddd dddddd dddd d ddddddd dd d
 r bbbb               .......      .....

 d dddd ddddd  a ......  a ....  a ....  = 0-39
