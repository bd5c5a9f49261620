 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-119
 a .....   a ......  aa aaaaaaaa  a .......   a ......  ^ 21-31
ll bbbbbbb d ddddddddd dddddd dddddd a dddddd ddd llllllllllllllllllllllllllllllllll dd ddddddd d dddddddd d dddddddd ll
     dd ddddddd              ddddd   dddddd ddddddd       dddd dd       dddd
aa   bb .................... .......    yyy ......        dddd ...      dddd  ^ 0-119
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......    ... ......       ddddd ....     dddddddd dd dd
     .. .................... .......    ... rrrrrr rrrr   dddd ....     ddd ddddd dd ddddddddddddddd
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......      . rrrrrrr          d ..... .. ddddddd ddddddddddddddddddddddddd dddd dd dd ddd
     .. .................... .......    ... ......       ddddd ........ ddddddddd
ll bb llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd .... . . ..... . . .... . . ...... .. ..d dddddd dddd d. ....... ...............
 dddd dd dddd dddddd dddd d ddddddd dd ddddd dddd ddd ddddd ddd dd ddddddd dddd
 r bbbb               .......      ...... ..... ..... .... .. ...... ...



















 d dddd ddddd  a ......  a ....  a ......  aaa ....  a .......   a ....  a ....  = 0-119
