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
     .. .................... .......    ... ......       ddddd ........ dddddddd
ll bbbbbbbb bbbbbbb .. . ....... .. .. ...... d ddddddd d d ddddd d d ddddddd ll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd dd ddddd dd dddd
 dd dddd dddd dd
   ........
   .... . ...........
 - ---------- - ----
 + ++++++++++ + ++++      y yyyyyy yyyy yy yy  ....
 d dd dddd dddddd d
 r rrrrrr rrr rrr rrrrrr rrrrrrrrrrrrrrrrrrrrrrrr rrr rrrrr rrrr rrrrrrrr rrrrr
   rr rrrr rrrr r rrrrrr

 a .... .....  a ......  a ....  a ......  aaa ....  a .......   a ....  a ....  = 0-79
