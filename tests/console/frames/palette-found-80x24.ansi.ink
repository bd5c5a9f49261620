 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
dd bbbbbbb . ddddddddddddddddddddddddddddddddddddddddddddddddd dddddddd ddddd dd
11111111111111111111111111111111111111111111111111111111111111111111111111111111

  1  ......2


33444444335333333333333333333333333333333333333333333333333333333333333333333333
33666663666366366636666663666663666366366636666666366366663663333333333333333333
  bbbbb  b
  d ddddd ddddddddd dd ddd dd ddd dddddd ddddd dd dddd
11111111111111111111111111111111111111111111111111111111111111111111111111111111
  d dddddd   rrrrrrr r dd ddddd
             rr rr rrrrrrrrrrrrrrrrrrrr
 ddd rr rrrrrrrrrrrr rrrrrrr rrr rrr rrrrrr rr r rrrrr rrrrr rr rrrr rrrrrrrr
     rrr rrrrrrr rr rrr rr rrrr rrr rrr rrrrrr
     yy y yy yyyy yy y yyyyyyy yyyyy yyyyyyyyyyyyyyyyyyyy yyyyy yyyyyy
 dd  a  ...... .... ....... .... .....   a  .... ...... ... .......
     a  ....... ..   a  ...... ..
dd bbbbbbd dddddd ddddd dddddddddddddddddddddddddddddddddddddddddddddddddddddddd
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr

 a ......  a ....  a ......  a ....  a ......  aaa ....  a ....  a ....  a ....
1 = color(6)
2 = reverse color(0)
3 = on color(7)
4 = bold underline color(0) on color(7)
5 = bold color(0) on color(7)
6 = dim color(0) on color(7)
