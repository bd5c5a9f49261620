 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......  aa aaaaaaaa  a ......  ^ 33-43
ll bbbbbbb bb bbb b lllllllllllllllllllllllllllll ddddddd dddddddd dddd ddddd ll
  ddddddd       .. . .....   ............  .....   ddddd dddd
  ddddddddd      . . ...     ............  .....   ddd dddd
  ddddd     . ..... .... d ddddd dddddd ddddddd d ddddd dddddddddd
  dddddd    ....... ...................
  dd ddddd dddddd ddddddd dd dddddd  . .... . .. ....... ddddddd dd d d d
  y yyyyyyy yy yyy y yyy yyy yy yyyyyy yyyyy yyyy yy yyyy yyyyy yyyyy yy yyy
ll bbb bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  ddddd                  ddd dddd ddddddd ddddd        ddddd
  ..........            ....    .       . dddddddddddd ddd dddd dddddddd  dddddd
a bbbb                  ....    .      .. dddddddddddd y yyy yyyyyyy  dddddddddd  ^ 0-79
  ddddddddd              ...    .      .. dddddddddddd ddddd dd dd dddddd ddd dd
ll ddddd dddd ddddddd llllllllllllllllllllllllllllllllllllllllllllllllllllllllll
    .........   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddd dd dddd
ll bbbb bbb bbbbb bb bbb bbbb bbbbbb d dddd d ddddd llllllllllllllllllllllllllll
  ...... ... ..   ....... .... ..   ....
     dd dddddddd    .... .. .. .d ddddd ddd dddd ddd ddddd ddd ddddd ddd dddd d
     dd dddddddd     ... .. .. .d ddddd ddd dddd ddd ddddd ddd ddddd ddd dddd d

 a ......  d dddd  aaa ....  a ....  a .....                     a ....  a ....  = 0-79
