 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr
aa aaaaaa  a ......   a .......   a .......   a ......  ^ 0-8
dd bbbbbbb . ddddddddddddddddddddddddddddddddddddddddddddddddd dddddddd ddddd dd
11111111111111111111111111111111111111111111111111111111111111111111111111111111

  1  2ddddd ddd dddddddd


334444444334333333333333333333333333333333333333333333333333333333333333333333  ^ 78-79
33555355553553555535555535553555555553333333333333333333333333333333333333333366
  bbbbbb  b                                                                   77
  ddd dddd ddddd dd dd dddd dd dddddd                                         77
  bbbbbbbb  b                                                                 77
  dddd dd d dddd dddd dddd ddddddddd ddddddd                                  77
  bbbbbb  b                                                                   77
  ddd ddd dd ddd dddddd ddddd dddd ddd ddddd ddd ddddddd ddddd                77
  bbbbbbbbbb  b                                                               77
  dddddd ddddd dddddd dddd ddd dddd dddddd dd d ddd dddddddd                  77
  bbbb  b                                                                     77
  dddd ddd ddddddd ddddd dddd ddddd dd ddd dd dd dd                           77
  bbbbbb  b                                                                   77
  ddd ddd ddd dd d ddddd ddddddd                                              77
11111111111111111111111111111111111111111111111111111111111111111111111111111111
 a ......  a ....  a ......  a ....  a ......  aaa ....  a ....  a ....  a ....
1 = color(6)
2 = dim reverse color(0) on color(7)
3 = on color(7)
4 = bold color(0) on color(7)
5 = dim color(0) on color(7)
6 = reverse color(4) on color(0)
7 = on color(0)
