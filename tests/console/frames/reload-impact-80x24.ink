 bbbbbbbbbbb  .. bbbbbbb                                 ddddd g ggg  ggggggggg  = 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  ^ 10-20
ll bbbb bb yyy yyyyyyy d dddd dd dddd lllllllllllllll dd ddddddd d .. bbbbbbb ll
 ....  ..... aaaaaaaa d ddd d dd   d ddddddd d d ddddd d d ddddddd   aaa  ^ 13-20
  .................          ---- d ++++  y yyyyyy yyyy yy yy  ....
  .........................  --- d +++  ..
  .....................      + ++++  ddd ddd
  .............              -------- d ++++++++  dddddd
  ddddd    ......... .. ....
  dd dddd  .... .. .. .. ..... .... . .. . ..... .. .. .... .. . ..... .... ...
  ddddddd  . .. . ....... ... .... ....... ..................
           ................... ................... ....
  ddddddd  ........ ....... . .......... ....  a dddddd
  ddddddd  yyyyyyyyyyyyyyyyy yyy yyyy yy yyy yyyyyy yyyy yyyyy yy yy yyyyy
           yyyyyy yyy yy
ll bbbbb lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 ............  . ... d d dd . .... . .. . . ......
 r rrrrrrrrrrrrrrrr rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr
ll bbbbbbb lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 . .. . ....... ..... . ..... ...... d ddddddd dd dddddd
 a ........   a ......
 ddddddd ddddd dddddd dd dd dddddddd

 a ........  a ......  aaa ....  d dddd  aaa ....  a ....        a ....  a ....  = 0-79
