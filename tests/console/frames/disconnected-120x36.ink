 r rrrrrrrrrr rrrrrrrrrrr rr r rrrrrrr rrrrrrrr  = 0-119
 dddddd ddddd dddddddd dd ddddddddddddddddddddddd ddd dddddd ddd ddddd ddd ddddddddd ddddddd  = 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  ^ 0-8
ll ddddddd d lllllllllllllllllllllllllllllllllll dddddddd ddddd  d d llll dddd  d ddddd ddd llllllllllllllllllllllllllll
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ddd dddd  ddddddd ddd ddd  dd ddddd           l
dd ddd      dddd              dddd ddddddd     dd    ddddddd   ddd  dddl dddddddd d                                    l  ^ 0-70
 d dd       ddddddddddddddddd dddd dddddd      dd    ddddddd   ddd  dddl                                               l
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  dddl ddddd dd ddddd                                l
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  dddl  d ddddddd  ddddddd   dd dddddddddddddddddddd l
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  dddl  d dd dddd  ddddddd d ddddd dddddd   dddddddd l
 d dd       ddddddddddddddd   dddd dddddd      dd    ddddddd   ddd  dddl  d ddddd    ddddddd d dd             dddddddd l
ll ddddddd dddddd ddddd llllllllllllllllllllllllllllllllllllll d ddd lll  d dddddd   ddddddd d dd dd ddd      dddddddd l
 dddddddd d dddd  dddddd dddddddddddd ddddddd ddd dddddd ddddddd       l             dd dd dddddddddddddddddddd        l
 dddddddd d ddddd dd ddddddd d dd d dddddd                             l                                               l
 dddddddd d dddd  dddddd ddddddd ddddddddd dd dddddd dddddd d d        l ddd dd dddddddddddd ddddddd ddd ddd dddddd dd l
 dddddddd d ddddd ddd dddddddd dd                                      l     d ddddd ddddd dd dddd dddddddd ddd        l
 dddddddd d ddddd dd ddddd ddd d dddd ddddddd                          l     ddddddd dd ddd dd dddd ddd ddd dddddd     l
                                                                       l     dd dddd ddddd ddddd dddd dd ddddddd ddd   l
                                                                       l     dd ddddd ddd ddddd dddd ddddd             l
                                                                       l     dd d dd dddd dd d ddddddd ddddd           l
                                                                       l     dddddddddddddddddddd ddddd dddddd         l
                                                                       l                                               l
                                                                       l dd  d  dddddd dddd ddddddd dddd ddddd         l
                                                                       l     d  dddd dddddd ddd ddddddd                l
                                                                       l     d  ddddddd dd                             l
                                                                       l     d  dddddd dd                              l
                                                                       l                                               l
                                                                       l ddd   dddddddddddddddddddddddddddddd    ddd d l
                                                                       l ddd   dddddddddddddddddddddddddddddd    ddd   l
                                                                       l ddddd dddddddddddddddddddddddddddddd  ddd ddd l
                                                                       l ddd d   ddddddd d   ddddddd dd d ddd ddddddd  l
                                                                       l                                               l
                                                                       l                                               l
                                                                       llllllllllllllllllllllllllllllll d dddd dddddd ll

 d dddddd  d dddd  a ......  a ....  a ......  aaa ....  a ....  d dddddd  d dddddddd  d ddddd  d dddd   a ....  a ....  = 0-119
