 bbbbbbbbbbb  .. bbbbbbb                            ddddd b bbb  bbbbb b  bbbbb
bb bbbbbb  b ......   b .......   b .......   b ......  ^ 0-8
dd bbbbbbb . ddddddddddddddddddddddddddddddddddddddddddddddddd dddddddd ddddd dd
................................................................................

  .  ......


11111111111111111111111111111111111111111111111111111111111111111111111111111111
11222222222222222222222222222222222222222222222222222222222221111111111111111111
  bbbbb  b
  d ddddd ddddddddd dd ddd dd ddd dddddd ddddd dd dddd
................................................................................
  d dddddd   bbbbbbb b dd ddddd
             bb bb bbbbbbbbbbbbbbbbbbbb
 ddd bb bbbbbbbbbbbb bbbbbbb bbb bbb bbbbbb bb b bbbbb bbbbb bb bbbb bbbbbbbb
     bbb bbbbbbb bb bbb bb bbbb bbb bbb bbbbbb
     bb b bb bbbb bb b bbbbbbb bbbbb bbbbbbbbbbbbbbbbbbbb bbbbb bbbbbb
 dd  b  ...... .... ....... .... .....   b  .... ...... ... .......
     b  ....... ..   b  ...... ..
dd bbbbbbd dddddd ddddd dddddddddddddddddddddddddddddddddddddddddddddddddddddddd
 dddddddd b bbbb  bbbbbb bbbbbbbbbbbb bbbbbbb bbb bbbbbb bbbbbbb

 b ......  b ....  b ......  b ....  b ......  bbb ....  b ....  b ....  b ....
1 = bold underline
2 = dim underline
