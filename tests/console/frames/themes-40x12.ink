 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  = 0-39
aa aaaaaa a   a   a   a  ^ 0-8
ll bbbbbbb . llllll d dddd ddddd  a d ll
 ddddd      dddd              ddd
ag gg       bbbbbbbbbbbbbbbb dddd  ^ 0-39
aa bbbbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
a    ....                              a
a    ............                      a
a aa bbbb                g y r m r d   a  ^ 1-38
a    .............                     a
a    .....                             a
aaaa a a dddd a ddddd aaa dd dddddd d aa
