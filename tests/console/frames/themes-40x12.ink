 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll bbbbbbb . lllllllllll d dddd ddddd ll
 ddddd      dddd              ddd
ag gg       bbbbbbbbbbbbbbbb dddd  ^ 0-39
aa bbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a   ....                               a
a   ............                       a
a a bbbb                 g y r m r d  da  ^ 1-38
a   .............                      a
a   .....                              a
aaaaaa a a dddd a ddddd aaa dd dddddd aa
