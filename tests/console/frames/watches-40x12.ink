 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a  aa aaaaaaaa a  ^ 12-22
ll bbbbbb ddddddd dddddddd dddd ddddd ll
  ddddddd       .. . .....   ...........
  ddddddddd      . . ...     ...........
  ddddd     . ..... .... d ddddd ddddddd
  dddddd    ....... ...................
  dd ddddd dddddd ddddddd dd dddddd  . .
  y yyyyyyy yy yyy y yyy yyy yy yyyyyy
  yyyyy yyyy yy yyyy yyyyy yyyyy yy

 a ......  d dddd        a ....  a ....  = 0-39
