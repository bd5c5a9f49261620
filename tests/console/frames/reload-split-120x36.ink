 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                               ddddd g ggg gggggggggggg  ggggggggg  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   yyyyyy yyyyyyy       dd dddd  dddddddd  = 0-119
 a .....   aa aaaaaaaa   a .......    a .......    a ......                                                      a dddd  ^ 11-21
ll bbbb bb yyy yyyyyyy d ddddddd dd dddddd d dddd dd ddddd ddddd ddd ddddd dddddddddd lllllll dd ddddddd d .. bbbbbbb ll
  dddd  .........   d ddddddd d d ddddd d d ddddddd

 dd dddd dddd dd
   ........                                                 l   ........
   .... . ...........                                       l   .... . ...........
 - ---------- - ----                                        l + ++++++++++ + ++++      y yyyyyy yyyy yy yy  ....
   ....... . .                                              l   ....... . .
                                                            l
   ..............                                           l   ..............
 - ------------ - ---                                       l + ++++++++++++ + +++     ..
 dd ddddd ddddd dd
   ..........                                               l   ..........
                                                            l + ++++++++++++ + ++++    ddd ddd
   .........                                                l   .........
 - ----- - ----------                                       l + +++++ + ++++++++++




  ddddd  d dd d dddd dddddddd                             ............  . ... d d dd . .... . .. . . ......
 ...............   r rr rrrrrrrr  rrrrr rrrrrrrrrr rrrrrr r rrrrrrrrrrrrrrrr rrrrr rrrrrrrrrr rrrrrrr rrr rrrrrrrrrr
 ................. . ...            dd dd                 ddddd    ......... .. ....
 ...............   . ... ........   dd dd                 dd dddd  .... .. .. .. ..... .... . .. . ..... .. .. .... ..
 ...............   . ...            dd dd  d ddddd ddd dd          . ..... .... ..... .. ...
 d d dddd dddddd d
  ddddddd  . .. . ....... ... .... .......               ll bbbbbbb llllllllllllllllllllllllllllllllllllllllllllllllllll
           .................. ................... .....  l . .. . ....... ..... . ..... ......                         l
  ddddddd  ........ ....... . .......... ....  a dddddd  l a ........   a ......                                       l
  ddddddd  yyyyyyyyyyyyyyyyy yyy yyyy yy yyy yyyyyy      l ddddddd ddddd dddddd dd dd dddddddd                         l
           yyyy yyyyy yy yy yyyyy yyyyyy yyy yy          lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll

 a ........  a ......  a .....  a .... ....  d dddd  aaa ....  a ....  a .....                           a ....  a ....  = 0-119
