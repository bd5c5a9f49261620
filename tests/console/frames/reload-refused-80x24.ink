 bbbbbbbbbbb  .. bbbbbbb                                 ddddd g ggg  ggggggggg  = 0-79
 a .....  aa aaaaaaa  a .......   a .......   a ......  ^ 10-19
 y yyyyyy yyyyyyyy yyy yyyy yyyyyyy yyyy yyyy yyyyyy yyyy yyyyyyyyy yyyyyy yyyyy
ll bbbb bb bbbbbb rrrrrrr d dddd dd dddd llllllllllll dd ddddddd d .. bbbbbbb ll
 r rrrrrrrrrrrrrrrrrrrrrrrrrr rrrr rr rr rrrr rrrrr rrr rrrrr
 .. ...... ... ...... .... .... .. ........
ll bbbbbbbbbb llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
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
 d d dddd dddddd d

 d dddd  aaa ....  a ....  a .....                               a ....  a ....  = 0-79
