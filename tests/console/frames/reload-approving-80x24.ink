 bbbbbbbbbbb  .. bbbbbbb                                 ddddd g ggg  ggggggggg  = 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  ^ 10-20
ll bbbb bb yyy yyyyyyy d dddd dd dddd lllllllllllllll dd ddddddd d .. bbbbbbb ll
aaaaaa .....  ......  d ddd d dd   d ddddddd d d ddddd d d ddddddd   aaa  ^ 0-5
 dd dddd dddd dd
   ........
   .... . ...........
 - ---------- - ----
 + ++++++++++ + ++++      y yyyyyy yyyy yy yy  ....
   ....... . .

   ..............
 - ------------ - ---
 + ++++++++++++ + +++     ..
 d d dddd dddddd d
ll bbbbb lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 ............  . ... d d dd . .... . .. . . ......
 r rrrrrrrrrrrrrrrr rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr
ll bbbbbbb lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
 . .. . ....... ..... . ..... ...... d ddddddd dd dddddd
 .... ... ..... . .. ... ... ........ ........ bba
 d dddddddd d ddd dddddd ddd dddd dd dd dd

 a ........  a ......  aaa ....  d dddd  aaa ....  a ....        a ....  a ....  = 0-79
