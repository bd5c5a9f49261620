 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......  aa aaaaaaaa  a .......   a ......  ^ 21-31
ll bbbbbbb d ddddddddd a dddddd ddd llllllll dd ddddddd d dddddddd d dddddddd ll
     dd ddddddd              ddddd   dddddd ddddddd       dddd dd       dddd
 a   .. .................... .......    yyy ......        dddd ...      dddd
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......    ... ......       ddddd ....     dddddddd
     .. .................... .......    ... rrrrrr rrrr   dddd ....     ddd dddd
a    bb .................... .......    ... ......       ddddd ...      dddd  ^ 0-79
     .. .................... .......      . rrrrrrr          d ..... .. dddddddd
a    bb .................... .......    ... ......       ddddd ........ dddddddd
ll bbbbbbbbbb .. . .. ....... lllllllllllllll d ddddddd d d ddddd d d ddddddd ll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd dd ddddd dd dddd
 dd dddd dddd dd
   ........
   .... . ...........
 - ---------- - ----
 + ++++++++++ + ++++      y yyyyyy yyyy yy yy  ....
   ....... . .

 d d dddd dddddd d

 a .... .....  a ......  a ....  a ......  aaa ....  a .......   a ....  a ....  = 0-79
