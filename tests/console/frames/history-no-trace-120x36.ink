 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......   aa aaaaaaaa   a .......    a ......                                                       a dddd  ^ 23-33
ll bbbbbbb d ddddddddd dddddd dddddd a dddddd ddd llllllllllllllllllllllllllllllllll dd ddddddd d dddddddd d dddddddd ll
     dd dddd           ddddddd              ddddd   dddddd ddddddd       dddd dd             dddddddd   dddd
 a   .. ddddd dddddddd .................... .......    yyy ......        dddd ..... ... .... ...        dddd
     .. ddddd dddddddd .................... .......    ... ......       ddddd ..... ... .... ...        dddd
     .. ddddd dddddddd .................... .......    ... ......       ddddd ....           ....       dddddddd dd dd
     .. ddddd dddddddd .................... .......    ... rrrrrr rrrr   dddd ..... ... .... ....       ddd ddddd dd ddd
a    bb ddddd dddddddd .................... .......    ... ......       ddddd ..... ... .... ...        dddd  ^ 0-119
     .. ddddd dddddddd .................... .......      . rrrrrrr          d ..... ... .... .          ddddddd dddddddd
     .. ddddd dddddddd .................... .......    ... ......       ddddd .........      .          ddddddddd
ll bbbbbbbb bbbbbbb .. . ....... .. .. ....... llllllllllllllllllllllllllllllllllllll d ddddddd d d ddddd d d ddddddd ll
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd dd ddddd dd dddd
 dd dddd dddd dd
   ........
   .... . ...........
 - ---------- - ----
 + ++++++++++ + ++++      y yyyyyy yyyy yy yy  ....
   ....... . .

   ..............
 - ------------ - ---
 + ++++++++++++ + +++     ..
 dd ddddd ddddd dd
   ..........
 + ++++++++++++ + ++++    ddd ddd
   .........
 - ----- - ----------
 + +++++ + ++++++++++
 r rrrrrr rrr rrr rrrrrr rrrrrrrrrrrrrrrrrrrrrrrr rrr rrrrr rrrr rrrrrrrr rrrrr rr rrrr rrrr r rrrrrr



 a .... .....  a ......  a ....  a ......  aaa ....  a .......  a .....  d dddd  a ....  d dddd  a ....  a ....  a ....  = 0-119
