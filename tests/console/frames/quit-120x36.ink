 bbbbbbbbbbb  ddddddd .. dddddddddddddddddddd bbbbbbb                               ddddd g ggg gggggggggggg  ggggggggg  %= 0-119
 dddddddddd dddd dd ddddd   ddddddd dddd ddddd d ddddddd dddddddd   ddddddd dd   dddddd ddddddd       dd dddd  dddddddd  %= 0-119
aa aaaaaa   a ......    a .......    a .......    a ......                                                       a dddd  %^ 0-8  % 9-119
ll bbbbbbb . lllllllllllllllllllllllllllllllllll dddddddd ddddd  a d llll bbbbbbbbbbbbbbbbb  g gggggg llllllllllllllllll  % 0-119
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  dddl ... ....  ...... ... ...  .. .....            l  % 0-119
ag gg       bbbbbbbbbbbbbbbbb dddd ......      ..    .......   ddd  dddl dddddddd d                                    l  %^ 0-70  % 71-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl                                               l  % 0-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl ddddd dd ddddd                                l  % 0-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d ddddddd  .......   dd dddddddddddddddddddd l  % 0-119
 g gg       ...............   dddd ......      ..    .......   ddd  dddl  d dd dddd  ....... . ddddd dddddd   dddddddd l  % 0-119
 g gg       ....              dddd ......      ..    .......   ddd  dddl  d ddddd    ....... . dd             dddddddd l  % 0-119
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllll a ddd lll  d dddddd   ggggggg g dd ddddd                l  % 0-119
 dddddddd . bbbbb .. ....... . .. . ......                             l                                               l  % 0-119
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y        l ddd   ..............................    ... . l  % 0-119
 dddddddd . bbbbb ... ......aa bbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.................    ...   l  % 0-27  % 92-119
 dddddddd . bbbbb .. ..... .a .... ....... ....... ... ........... .. ... ... ....... ...  a.................    ddddd l  % 0-27  % 92-119
                            a .. .. ...... ......... ....... ..... .... ......             a ....... .                 l  % 0-27  % 93-119
                            a                                                              a                           l  % 0-27  % 119-119
                            a a aaa  ......                                                a                           l  % 0-27  ^ 29-90  % 119-119
                            a   a    ..... .... .......                                    a                           l  % 0-27  % 119-119
                            a   a    .... ... ....... ... ... ...........                  a                           l  % 0-27  % 119-119
                            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa                           l  % 0-27  % 119-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       l                                               l  % 0-119
                                                                       llllllllllllllllllllllllllllllll a dddd dddddd ll  % 0-119

 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ......  a ........  a .....  d dddd   a ....  a ....  %= 0-119
