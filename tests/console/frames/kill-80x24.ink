 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  %= 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  %^ 0-8  % 9-79
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll  % 0-79
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd  % 0-79
ar rrr      bbbb              dddd rrrrrrr     ..    rrrrrrr   ddd  ddd    dd  %^ 0-79
 g gg       ................. dddd ......      ..    .......   ddd  ddd     d  % 0-79
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d  % 0-79
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d  % 0-79
 g gg   aa bbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa    d  % 0-7  % 76-79
 g gg   a .... .. .. .... ... ... ... .......... ....... ... .......   a    d  % 0-7  % 76-79
ll bbbb a .. .....                                                     allllllll  % 0-7  % 72-79
  d dddda                                                              a  % 0-7
  d dddda dddd ddd dddd ddddd bbbb                                     addddddd  % 0-7  % 72-79
  d dddda ... ... .. .......... bbbbba                                 a  % 0-7
        a d dddd dd d ddd ddd ddddd ddddd                              a
 ddd rr aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aarrrrr  % 0-7  % 72-79
     rrr rrrrrrr rr rrr rr rrrr rrr rrr rrrrrr  % 0-79
     yy y yy yyyy yy y yyyyyyy yyyyy yyyyyyyyyyyyyyyyyyyy yyyyy yyyyyy  % 0-79
 dd  a  ...... .... ....... .... .....   a  .... ...... ... .......  % 0-79
     a  ....... ..   a  ...... ..  % 0-79
ll bbbbbbd dddddd ddddd lllllllllllllllllllllllllllllllllllllllllllllll a ddd ll  % 0-79
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr  % 0-79

 a ......  a ....  a ......  a ....  a ......  aaa ....  a ....  a ....  a ....  %= 0-79
