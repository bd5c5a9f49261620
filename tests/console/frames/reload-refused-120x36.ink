 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                               ddddd g ggg gggggggggggg  ggggggggg  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   yyyyyy yyyyyyy       dd dddd  dddddddd  = 0-119
 a .....   aa aaaaaaa   a .......    a .......    a ......                                                       a dddd  ^ 11-20
 y yyyyyy yyyyyyyy yyy yyyy yyyyyyy yyyy yyyy yyyyyy yyyy yyyyyyyyy yyyyyy yyyyyyyy yy yyyyy
ll bbbb bb bbbbbb rrrrrrr d dddd dd ddddd ddddd ddd ddddd dddddddddd llllllllllllllllllllllll dd ddddddd d .. bbbbbbb ll
 r rrrrrrrrrrrrrrrrrrrrrrrrrr rrrr rr rr rrrr rrrrr rrr rrrrr
 .. ...... ... ...... .... .... .. ........
ll bbbbbbbbbb llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
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











 d dddd  aaa ....  a ....  a .....                                                                       a ....  a ....  = 0-119
