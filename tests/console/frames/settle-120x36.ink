 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                         ddddd y yyy ggggdddddddd  yyyyyy y  rrrrr  %= 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  %= 0-119
 a .....   aa aaaaaaaa   a .......    a .......    a ......                                                      a dddd  % 0-10  %^ 11-21  % 22-119
ll bbbbbbb bb rrrrr d dddd dd ddddd ddddd ddd ddddd dddddddddd lllllllllllllllllllllllll dd ddddddd d .. bbbbbbb  ddd ll  % 0-119
 ....... .. rr . .... ... . . ........ . ... . .... yyyy . ...... ..... yyy  % 0-119
 r rrrrrrrrrrrrrrr rrrr rrr rrrrrr  % 0-119
  dddddd            dddd   dddd         ddddd      dddddd  % 0-119
  ................. ggggg  ..... ...... g gg       ddd dd dd  % 0-119
a bbbbbbbbbbbbbbb   yy...  yyyyyyyyyy   y yyyyy    ddd dd dd  %^ 0-119
  ...............   yyy..  yyyyy yyy    y yyyyy    ddd ddddd dddddddddd ddddddd ddd dddddddddd  % 0-119
  ...............   ggggg  ..... ...... g gg       ddd dd dd  % 0-119
  ...............   yyyy.  yyyyyyyyyy   y yyyyy    ddd dd dd  % 0-119
  ....              yyyyy  .......      y yyyyy    ddd dd dd  % 0-119
ll bbbb bbbbbbb d ddddddd d d ddddd d d ddddddd llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll  % 0-119
  .................         aa bbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  % 0-27
  ......................... a ... ..... ...... ..... .. ....... ..... ... ...... .. ...... a  % 0-27
  .....................     a ... ..... .. .. ... .. . ..... ..... .. ... ........         a  % 0-27
  .............             a                                                              a  % 0-27
ll bbbbbbbbbbbbbbb  y yyyyyya a aaa  ......                                                allllllllllllllllllllllllllll  % 0-27  ^ 29-90  % 92-119
  d ddddddd  .......   dd dda   a    ... .....                                             a  % 0-27
  d ddddd    ....... r dd   a   a    ...... .. .. .. ...                                   a                   dddddddd  % 0-27  % 111-119
  d dddddd   rrrrrrr r dd ddaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa  % 0-27
             rr rr rrrrrrrrrrrrrrrrrrrr  % 0-119












 a ......  a .......  a ......  a ....  a ......  a ........  a .....  d dddd  aaa ....  a ....          a ....  a ....  %= 0-119
