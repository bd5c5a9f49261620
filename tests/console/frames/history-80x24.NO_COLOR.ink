 bbbbbbbbbbb  .. bbbbbbb                            ddddd b bbb  bbbbb b  bbbbb
 b .....   b ......  bb bbbbbbbb  b .......   b ......  ^ 21-31
dd bbbbbbb d ddddddddd b dddddd ddd dddddddd dd ddddddd d dddddddd d dddddddd dd
     dd ddddddd              ddddd   dddddd ddddddd       dddd dd       dddd
bb   bb .................... .......    bbb ......        .... ...      ....  ^ 0-79
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......    ... ......       ddddd ....     dddddddd
     .. .................... .......    ... bbbbbb bbbb   dddd ....     ddd dddd
     .. .................... .......    ... ......       ddddd ...      dddd
     .. .................... .......      . bbbbbbb          d ..... .. dddddddd
     .. .................... .......    ... ......       ddddd ........ dddddddd
dd bb dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
 dddddddddddddddddddd d dddd d dd ddddd ddddd ddd dddd d dddddddd dd ddd
 ddddd .... . . ..... . . .... . . ...... .. ..d dddddd dddd d. ....... ........
 dddd dd dddd dddddd dddd d ddddddd dd ddddd dddd ddd ddddd ddd dd ddddddd dddd
 b bbbb               .......      ...... ..... ..... .... .. ...... ...







 d dddd ddddd  b ......  b ....  b ......  bbb ....  b .......   b ....  b ....
