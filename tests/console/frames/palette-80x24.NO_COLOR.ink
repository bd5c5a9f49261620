 bbbbbbbbbbb  .. bbbbbbb                            ddddd b bbb  bbbbb b  bbbbb
bb bbbbbb  b ......   b .......   b .......   b ......  ^ 0-8
dd bbbbbbb . ddddddddddddddddddddddddddddddddddddddddddddddddd dddddddd ddddd dd
................................................................................

  .  dddddd ddd dddddddd


111111111111111111111111111111111111111111111111111111111111111111111111111111  ^ 78-79
112222222222222222222222222222222222211111111111111111111111111111111111111111..  ^ 78-79
  bbbbbb  b
  ddd dddd ddddd dd dd dddd dd dddddd
  bbbbbbbb  b
  dddd dd d dddd dddd dddd ddddddddd ddddddd
  bbbbbb  b
  ddd ddd dd ddd dddddd ddddd dddd ddd ddddd ddd ddddddd ddddd
  bbbbbbbbbb  b
  dddddd ddddd dddddd dddd ddd dddd dddddd dd d ddd dddddddd
  bbbb  b
  dddd ddd ddddddd ddddd dddd ddddd dd ddd dd dd dd
  bbbbbb  b
  ddd ddd ddd dd d ddddd ddddddd
................................................................................
 b ......  b ....  b ......  b ....  b ......  bbb ....  b ....  b ....  b ....
1 = bold underline
2 = dim underline
