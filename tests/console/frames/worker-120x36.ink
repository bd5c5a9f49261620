 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                          ddddd r rrr ggggggggggdd  rrrrr r  rrrrr  = 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  = 0-119
 a .....    a ......    a .......    a .......    a ......   aaaaaaaa                                            a dddd  ^ 61-68
ll ddddd d bbbb  r rrrrr rrr lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll d dddddddd  d dddd ll
ll bbbbbbb lllllllllllllllllllllllllllllllllllllllllllllllllll bbbbbb b bbbbbb bbb lllllllllllllllllllllllllllllllllllll
l ... ....  ....... ... ...  .. .....   dddddddd d         ll d dd dd dddd ddddddd d ddddddd d dddddd ddd              l
l dddd  ...... .. .........................                ll dd dddd dddd dd                                          l
l ddd   .........                                          ll   ........                                               l
l dddd  ....   .... .   ........                           ll   .... . ...........                                     l
l ddddd .... .... ........   ...... .... ..........        ll - ---------- - ----                                      l
l ddd   .   ....... .                                      ll + ++++++++++ + ++++                                      l
l ddd   .........................................    ... . ll   ....... . .                                            l
l ddd   .........................................    ...   ll                                                          l
l ddddd yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy  yyy yyy ll   ..............                                         l
l y yyy yyyyyyyy . ......... .. ........ . ..... ....      ll - ------------ - ---                                     l
lllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll + ++++++++++++ + +++                                     l
ll bbbbb bb bbbbb lllllllllllllllllllllllllllllllllllllllllll dd ddddd ddddd dd                                        l
l  d ddddddd  .......   dd dddddddddddddddddddd   dddddddd ll d d dddd dddddd d                                        l
l  d dd dddd  ....... . ddddd dddddd              dddddddd lllllllllllllllllllllllllllllllllllllllllllllllllll a dddd ll
l  d ddddd    ....... . dd                        dddddddd lll bbbbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllll
l  d dddddd   rrrrrrr r dd ddddd                           ll dddddddd r rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrrl
l             rr rr rrrrrrrrrrrrrrrrrrrr                   ll dddddddd y yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y l
l             d ddddd ddddd ddddd d d                      ll                                                          l
l ddd rr rrrrrrrrrrrr rrrrrrr rrr rrr rrrrrr rr r rrrrr    ll                                                          l
l     rrrrr rr rrrr rrrrrrrr rrr rrrrrrr rr rrr rr rrrr    llllllllllllllllllllllllllllllllllllllllllllllllllll a ddd ll
l     rrr rrr rrrrrr                                       lll bbbbbb llllllllllllllllllllllllllllllllllllllllllllllllll
l     dd dddd ddddd ddddd dddd dd ddddddd ddd dd ddddd ddd ll ddd dddddd ddd ddddd                                     l
l     ddddd dddd ddddd                                     ll                                                          l
l     yy y yy yyyy yy y yyyyyyy yyyyy yyyyyyyyyyyyyyyyyyyy ll                                                          l
l     yyyyy yyyyyy                                         ll                                                          l
l dd  a  ...... .... ....... .... .....                    ll                                                          l
l     a  .... ...... ... .......   a  ....... ..           ll                                                          l
l     a  ...... ..                                         ll                                                          l
llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll a dddd ll

 a ......  a ....  a ....  a .......  a ......  a ........  a .....  d dddd  aaa ....  a ....  a .....   a ....  a ....  = 0-119
