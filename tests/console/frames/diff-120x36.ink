 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......    a ......   aaaaaa                                              a dddd  ^ 61-66
ll bbbbb bbbbbb b bbbbbb bbb llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll dd d dd ll
 d ddddddd d d ddddd d d ddddddd
  .................          ---- d ++++  y yyyyyy yyyy yy yy  ....
  .........................  --- d +++  ..
  .....................      + ++++  ddd ddd
  .............              -------- d ++++++++  dddddd

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









 a .....  a .... ....  d dddd  aaa ....  a ....  a .....                                                 a ....  a ....  = 0-119
