 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  = 0-79
 a .....   a ......   a .......  aa aaaaaaaa  a ......  ^ 33-43
ll bbbbbbb bb bbb b lllllllllllllllllllllllllllll ddddddd dddddddd dddd ddddd ll
  ddddddd       .. . .....   ............  .....   ddddd dddd
  ddddddddd      . . ...     ............  .....   ddd dddd
  ddddd     . ..... .... d ddddd dddddd ddddddd d ddddd dddddddddd
  dddddd    ....... ...................
  dd ddddd dddddd ddddddd dd dddddd  . .... . .. ....... ddddddd dd d d d
  y yyyyyyy yy yyy y yyy yyy yy yyyyyy yyyyy yyyy yy yyyy yyyyy yyyyy yy yyy
ll bbb bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddd ddddd ll
  ddddd                  ddd dddd ddddddd ddddd        ddddddd dddd
  ..........            ....    .       . dddddddddddd ddddddddd ddd
a bbbb                  ....    .      .. dddddddddddd y yyy yyyyyyy  dddddddddd  ^ 0-79
  ddddddddd              ...    .      .. dddddddddddd ddddd dd dd dddddd ddd dd
ll ddddd dddd ddddddd lllllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
    .........   ddddd dddddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
ll bbb bbbb b bbbbbb bbbbb d d ddddd d d ddddd lllllllllllllllllllllllllllllllll
  dddddd d dddddddddd  ...   .....  ...   .....  ...
  dddddddddd d dddd    ...   .....  ...   .....  ....
  dddd d d ddddddd     ...   .....  ...   .....  ....
  dd dddddd d ddddddddd d d ddddddddd d dddd d d ddddddddddd ddddddddd ddddd

 a .....  a ....  a .........  a ....  d dddd  aaa ....  a ....  a ....  a ....  = 0-79
