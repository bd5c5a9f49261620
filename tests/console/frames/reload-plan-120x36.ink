 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                               ddddd g ggg gggggggggggg  ggggggggg  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   yyyyyy yyyyyyy       dd dddd  dddddddd  = 0-119
 a .....   aa aaaaaaaa   a .......    a .......    a ......                                                      a dddd  ^ 11-21
ll bbbb bb yyy yyyyyyy d ddddddd dd dddddd d dddd dd ddddd ddddd ddd ddddd dddddddddd lllllll dd ddddddd d .. bbbbbbb ll
  dddd  .........   d ddddddd d d ddddd d d ddddddd      ddddd  d dd d dddd dddddddd

 dd dddd dddd dd                                          ...............   r rr rrrrrrrr  rrrrr rrrrrrrrrr rrrrrrr rrrr
   ........                                               ................. . ...            dd dd
   .... . ...........                                     ...............   . ... ........   dd dd
 - ---------- - ----                                      ...............   . ...            dd dd  d ddddd ddd d dddddd
 + ++++++++++ + ++++      y yyyyyy yyyy yy yy  ....       ...............   . ...            dd dd  d ddddd ddd d dddddd
   ....... . .                                            ....              . ... ........   dd dd

   ..............
 - ------------ - ---
 + ++++++++++++ + +++     ..
 dd ddddd ddddd dd
   ..........
 + ++++++++++++ + ++++    ddd ddd
   .........
 - ----- - ----------
 + +++++ + ++++++++++

  dddd                                                    ............  . ... d d dd . .... . .. . . ......
  .................          ---- d ++++  y yy  ....      r rrrrrrrrrrrrrrrr rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr
  .........................  --- d +++  ..                ddddd    ......... .. ....
  .....................      + ++++  ddd ddd              dd dddd  .... .. .. .. ..... .... . .. . ..... .. .. .... ..
  .............              -------- d ++++++++  dddddd           . ..... .... ..... .. ...

  ddddddd  . .. . ....... ... .... .......               ll bbbbbbb llllllllllllllllllllllllllllllllllllllllllllllllllll
           .................. ................... .....  l . .. . ....... ..... . ..... ......                         l
  ddddddd  ........ ....... . .......... ....  a dddddd  l a ........   a ......                                       l
  ddddddd  yyyyyyyyyyyyyyyyy yyy yyyy yy yyy yyyyyy      l ddddddd ddddd dddddd dd dd dddddddd                         l
           yyyy yyyyy yy yy yyyyy yyyyyy yyy yy          lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll

 a ........  a ......  a .....  a .... ....  d dddd  aaa ....  a ....  a .....                           a ....  a ....  = 0-119
