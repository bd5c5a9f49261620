 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......  aa aaaaaaaa  a .......   a ......  ^ 21-31
ll bbbbbbb d ddddddddd dddddd dddddd a dddddd ddd l dd ddddddd dd ddd ddddddd ll
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
 + ++++++++++ + ++++      ....
   ....... . .

 d d dddd dddddd d

 a .... .....  a ....  a ......  aaa ....  a .......  d dddd     a ....  a ....  = 0-79
