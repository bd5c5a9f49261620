 bbbbbbbbbbb  daa bbb bbbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaarrrrr r  rrrrr  %= 0-14  %= 105-119
 dddddddddd ddda a                                                                                      adddd  dddddddd  %= 0-14  %= 105-119
aa aaaaaa   a .a                                                                                        a        a dddd  %^ 0-8  % 9-14  % 113-119
ll bbbbbbb . lla a ddddddd        d    ddd dddd dd dddd ddddd ddd ddddddddd d dddddd dd ddd dddddd      alllllllllllllll  % 0-14  ^ 16-103  % 105-119
 ddddd      ddda                       ddddd ddd dd                                                     a...           l  % 0-14  ^ 16-103  % 105-119
ar rrr      bbba   dddddd         d    ddd dddd ddddd dd dd dddd dd ddddddd d dddddd ddd dddd dddddd    a              l  %^ 0-14  % 119-119
 g gg       ...a   ........       a    dddd dd d dddd dddd dddd ddddddddd ddddddd                       a              l  % 0-14  % 119-119
 g gg       ...a   ......         a    ddd ddd dd ddd dddddd ddddd dddd ddd ddddd ddd ddddddd ddddd     a              l  % 0-14  % 119-119
 g gg       ...a   ..........     a    dddddd ddddd dddddd dddd ddd dddd dddddd dd d ddd dddddddd       addddddddddddd l  % 0-14  % 105-119
 g gg       ...a   ....           a    dddd ddd ddddddd ddddd dddd ddddd dd ddd dd dd dd                add   dddddddd l  % 0-14  % 105-119
 g gg       ...a   ......         a    ddd ddd ddd dd d ddddd ddddddd                                   a     dddddddd l  % 0-14  % 110-119
ll bbbbbbd dddda   .....          a    dddddddddd ddddd dddd dddddd                                     a              l  % 0-14  % 119-119
 dddddddd r bbba   ......         a    ddd dddddd dddd ddddddd ddd ddddd ddd ddd ddd ddd ddd            arrrrrr        l  % 0-14  % 105-119
 dddddddd . bbba   ....           a    ddd dddddddddd dd dddd dddddd ddd                                a              l  % 0-14  % 119-119
 dddddddd y bbba   ......         a    dddd ddddd dddd dddddd dddd dddd ddddddddddd dddddd              arrr rrrrrr rr l  % 0-14  % 105-119
 dddddddd . bbba   ....           a    ddd dddddddd ddddddd dddddddd                                    arr rrr        l  % 0-14  % 105-119
 dddddddd . bbba   .......        a    dddd ddd ddddddddd dddd ddddd dddddd dddddddd ddddddd            arr rrrrrr     l  % 0-14  % 105-119
               a   ....           a    ddd dd dddd ddddd dd ddddd d dddddd dd                           addddddd ddd   l  % 0-14  % 105-119
               a   .....          a    ddddd dddd ddddd dddddddd ddd ddd dddd                           ad             l  % 0-14  % 105-119
               a   ....           a    dd ddd ddddd dddddd dd ddddd dddd dd dddddddd dd dd dddd         ayyy           l  % 0-14  % 105-119
               a   ........       a    dddd dd dd dddd ddddddd ddddddd dd dddddddddd                    ayyyyy         l  % 0-14  % 105-119
               a   ...........    a    ddd dddddd dd ddddddd ddddd                                      a              l  % 0-14  % 119-119
               a   .....          a    ddd ddddddd dddddddd ddd ddddddddd dddddddd dddd                 a.....         l  % 0-14  % 105-119
               a   ...........    a    dddd dddddd dd dddd dddddd ddddddd dd dd ddddddddd               a              l  % 0-14  % 119-119
               a   .........      a    dddd dddddd dd dddd dddddd ddddd dd dd ddd                       a              l  % 0-14  % 119-119
               a   .............  a    dddd dddd ddd dddddd dddddd dd ddddd ddddd                       a              l  % 0-14  % 119-119
               a   ......         a    ddddd dddd ddddddddd ddddd dd d dddd dddd ddd dddd               a              l  % 0-14  % 119-119
               a   .....          a    ddd dddddddddd dddd dd ddddd dd dd ddd dddddd                    a....    ... . l  % 0-14  % 105-119
               a   ....           a    ddd ddddd ddddd dd dddd dddd ddddddd                             a....    ...   l  % 0-14  % 105-119
               a   .........      a    ddd dddd dddd dd ddd dddddddddd                                  ayyyy  yyy yyy l  % 0-14  % 105-119
               a   .............  a    ddd dddd dddddd                                                  a yyy yyyyyyy  l  % 0-14  % 106-119
               a   ....           aaa  ddddddddddd dddddd ddddddd ddd dddd dd dddd                      a              l  % 0-14  % 119-119
               a   ......         a    ddddd ddd dd ddd dddddd ddddd ddd dd ddd ddddddd dd dddd dd      a              l  % 0-14  % 119-119
               a   .......        a    ddddddd dd dd ddd ddddddddd dddddddd dd dddd dd dd               a dddd dddddd ll  % 0-14  % 106-119
               a   ....                dddd dd ddd ddd ddddddd ddd dddd ddd dddd ddddd ddd ddd          a
 a ......  a ..aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa a a dddddd a dddd dd aaa dddddd aaa ....  a ....  %= 0-14  %= 105-119
