 bbbbbbbbbbb  .. bbbbbbb                           ddddd y yyy  yyyyyy y  rrrrr  %= 0-79
 a .....  aa aaaaaaaa  a .......   a .......   a ......  % 0-9  %^ 10-20  % 21-79
ll bbbbbbb bb rrrrr d dddd dd dddd lllllllllllll dd ddddddd d .. bbbbbbb  ddd ll  % 0-79
 ....... .. rr . .... ... . . ........ . ... . .... yyyy . ...... ..... yyy  % 0-79
 r rrrrrrrrrrrrrrr rrrr rrr rrrrrr  % 0-79
  dddddd            dddd   dddd         ddddd      dddddd  % 0-79
  ................. ggggg  ..... ...... g gg       ddd dd dd  % 0-79
a bbbbbbbbbbbbbbb   yy...  yyyyyyyyyy   y yyyyy    ddd dd dd  %^ 0-79
  ......aa bbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaadddddddd  % 0-7  % 72-79
  ......a ... ..... ...... ..... .. ....... ..... ... ...... .. ...... a  % 0-7
  ......a ... ..... .. .. ... .. . ..... ..... .. ... ........         a  % 0-7
  ....  a                                                              a  % 0-7
ll bbbbba a aaa  ......                                                allllllll  % 0-7  ^ 9-70  % 72-79
  d dddda   a    ... .....                                             a  % 0-7
  d dddda   a    ...... .. .. .. ...                                   addddddd  % 0-7  % 72-79
  d ddddaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa  % 0-7
             rr rr rrrrrrrrrrrrrrrrrrrr  % 0-79






 a ......  a .......  a ......  a ....  a ......  a ........     a ....  a ....  %= 0-79
