 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......  aa aaaaaaaa  a .......   a ......  ^ 21-31
ll bbbbbbb d ddddddddd a dddddd ddd llllllll dd ddddddd d dddddddd d dddddddd ll
     dd ddddddd              ddddd   dddddd ddddddd       dddd dd       dddd
aa   bb .................... .......    yyy ......        dddd ...      dddd  ^ 0-79
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......    ... ......       ddddd ....     dddddddd
     .. .................... .......    ... rrrrrr rrrr   dddd ....     ddd dddd
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......      . rrrrrrr          d ..... .. dddddddd
     .. .................... .......    ... ......       ddddd ........ dddddddd
ll bb llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd .... . . ..... . . .... . . ...... .. ..d dddddd dddd d. ....... ........
 dddd dd dddd dddddd dddd d ddddddd dd ddddd dddd ddd ddddd ddd dd ddddddd dddd
 r bbbb               .......      ...... ..... ..... .... .. ...... ...







 d dddd ddddd  a ......  a ....  a ......  aaa ....  a .......   a ....  a ....  = 0-79
