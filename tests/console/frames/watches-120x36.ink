 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......   aa aaaaaaaa   a ......                                                       a dddd  ^ 36-46
ll bbbbbbb bb bbb b lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll ddddddd dddddddd dddd ddddd ll
  ddddddd       .. . .....   ............  .....   ddddd dddd
  ddddddddd      . . ...     ............  .....   ddd dddd
  ddddd     . ..... .... d ddddd dddddd ddddddd d ddddd dddddddddd
  dddddd    ....... ...................
  dd ddddd dddddd ddddddd dd dddddd  . .... . .. ....... ddddddd dd d d dd d dd ddd ddddddddd
  y yyyyyyy yy yyy y yyy yyy yy yyyyyy yyyyy yyyy yy yyyy yyyyy yyyyy yy yyy
ll bbb bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll dddd ddddd ll
  ddddd                  ddd dddd ddddddd ddddd        ddddddd dddd
  ..........            ....    .       . dddddddddddd ddd dddd dddddddd  ddddddddd ddd
a bbbb                  ....    .      .. dddddddddddd y yyy yyyyyyy  ddddddddd ddd dd dddd  ^ 0-119
  ddddddddd              ...    .      .. dddddddddddd ddddd dd dd dddddd ddd ddd dd dddd
ll ddddd dddd ddddddd lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
    .........   ddddd dddddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
    ddddd dddd dd dddddd ddd   dddddd
ll bbb bbbb b bbbbbb bbbbb d d ddddd d d ddddd lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
  dddddd d dddddddddd  ...   .....  ...   .....  ...
  dddddddddd d dddd    ...   .....  ...   .....  ....
  dddd d d ddddddd     ...   .....  ...   .....  ....
  dd dddddd d ddddddddd d d ddddddddd d dddd d d ddddddddddd ddddddddd ddddd
     dd dddddddd    .... .. .. .d ddddd ddd dddd ddd ddddd ddd ddddd ddd dddd ddd dddd ddd dddd ddd
     dd dddddddd     ... .. .. .d ddddd ddd dddd ddd ddddd ddd ddddd ddd dddd ddd dddd ddd dddd ddd
     dd dddddddd     ... .. .. .d ddddd ddd dddd ddd ddddd ddd ddddd ddd dddd ddd dddd ddd dddd ddd
     dd dddddddd     ... .. .. .d ddddd ddd dddd ddd ddddd ddd ddddd ddd dddd ddd dddd ddd dddd ddd

 a .....  a ....  a .........  a ....  d dddd  aaa ....  a ....  a .....                                 a ....  a ....  = 0-119
