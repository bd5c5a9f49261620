 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......  aa aaaaaaaa  a .......   a ......  ^ 21-31
ll bbbbbbb d ddddddddd dddddd dddddd a dddddd ddd l dd ddddddd dd ddd ddddddd ll
     dd ddddddd              ddddd   dddddd ddddddd       dddd dd       dddd
 a   .. .................... .......    yyy ......        dddd ...      dddd
a    bb .................... .......    ... ......       ddddd ...      dddd  ^ 0-79
     .. .................... .......    ... ......       ddddd ....     dddddddd
     .. .................... .......    ... rrrrrr rrrr   dddd ....     ddd dddd
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......      . rrrrrrr          d ..... .. dddddddd
     .. .................... .......    ... ......       ddddd ........ dddddddd
ll bbbbbbbb bbbbbbb .. . ....... .. .. ...... d ddddddd d d ddddd d d ddddddd ll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd .... . . ..... . . .... . . ...... .. ..d dddddd dddd d. ....... ........
 dd dddd dddd dd
   ........
   .... . ...........
 - ---------- - ----
 + ++++++++++ + ++++      ....
   ....... . .
 d dd dddd dddddd d
 a ddddd dddd dd dd d ddddd ddddddd ddddd dddddd dd dd dddddddd

 a .... .....  a ....  a ......  aaa ....  a .......  d dddd     a ....  a ....  = 0-79
