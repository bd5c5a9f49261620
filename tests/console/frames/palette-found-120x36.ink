 bbbbbbbbbbb  daa bbb bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaarrrrr r  rrrrr  %= 0-14  %= 105-119
 dddddddddd ddda bbbbbba                                                                                adddd  dddddddd  %= 0-14  %= 105-119
aa aaaaaa   a .a                                                                                        a        a dddd  %^ 0-8  % 9-14  % 113-119
ll bbbbbbb . lla a ......         a    ddddd ddd dd ddd dddddd ddddd ddd dd ddd ddddddd dd dddd dd      alllllllllllllll  % 0-14  ^ 16-103  % 105-119
 ddddd      ddda   .....          a    d ddddd ddddddddd dd ddd dd ddd dddddd ddddd dd dddd             a...           l  % 0-14  % 105-119
ar rrr      bbba   dddd           d    ddd dddd ddd dddddd dd d dddd dd ddddddd dddd ddddddd dddd       a              l  %^ 0-14  % 119-119
 g gg       ...a                       dddddddddd dddd dd ddddd                                         a              l  % 0-14  % 119-119
 g gg       ...a                                                                                        a              l  % 0-14  % 119-119
 g gg       ...a                                                                                        addddddddddddd l  % 0-14  % 105-119
 g gg       ...a                                                                                        add   dddddddd l  % 0-14  % 105-119
 g gg       ...a                                                                                        a     dddddddd l  % 0-14  % 110-119
ll bbbbbbd dddda                                                                                        a              l  % 0-14  % 119-119
 dddddddd r bbba                                                                                        arrrrrr        l  % 0-14  % 105-119
 dddddddd . bbba                                                                                        a              l  % 0-14  % 119-119
 dddddddd y bbba                                                                                        arrr rrrrrr rr l  % 0-14  % 105-119
 dddddddd . bbba                                                                                        arr rrr        l  % 0-14  % 105-119
 dddddddd . bbba                                                                                        arr rrrrrr     l  % 0-14  % 105-119
               a                                                                                        addddddd ddd   l  % 0-14  % 105-119
               a                                                                                        ad             l  % 0-14  % 105-119
               a                                                                                        ayyy           l  % 0-14  % 105-119
               a                                                                                        ayyyyy         l  % 0-14  % 105-119
               a                                                                                        a              l  % 0-14  % 119-119
               a                                                                                        a.....         l  % 0-14  % 105-119
               a                                                                                        a              l  % 0-14  % 119-119
               a                                                                                        a              l  % 0-14  % 119-119
               a                                                                                        a              l  % 0-14  % 119-119
               a                                                                                        a              l  % 0-14  % 119-119
               a                                                                                        a....    ... . l  % 0-14  % 105-119
               a                                                                                        a....    ...   l  % 0-14  % 105-119
               a                                                                                        ayyyy  yyy yyy l  % 0-14  % 105-119
               a                                                                                        a yyy yyyyyyy  l  % 0-14  % 106-119
               a                                                                                        a              l  % 0-14  % 119-119
               a                                                                                        a              l  % 0-14  % 119-119
               a                                                                                        a dddd dddddd ll  % 0-14  % 106-119
               a                                                                                        a
 a ......  a ..aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa a a dddddd a dddd dd aaa dddddd aaa ....  a ....  %= 0-14  %= 105-119
