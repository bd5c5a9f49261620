 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......   a .......   a ......  aaaaaa  ^ 56-61
ll bbbbb bbbbbb b bbbbbb bbb llllllllllllllllllllllllllllllllllllllll dd d dd ll
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
 d d dddd dddddd d

 d dddd  aaa ....  a ....  a .....                               a ....  a ....  = 0-79
