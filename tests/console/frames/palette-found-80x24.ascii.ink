 bbbbbbbbbbb  .. bbbbbbb                            ddddd r rrr  rrrrr r  rrrrr  %= 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  %^ 0-8  % 9-79
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll  % 0-79
11111111111111111111111111111111111111111111111111111111111111111111111111111111
22222222222222222222222222222222222222222222222222222222222222222222222222222222
22122333333422222222222222222222222222222222222222222222222222222222222222222222
22222222222222222222222222222222222222222222222222222222222222222222222222222222
22222222222222222222222222222222222222222222222222222222222222222222222222222222
55666666557555555555555555555555555555555555555555555555555555555555555555555555
55888885888588588858888885888885888588588858888888588588885885555555555555555555
22999992292222222222222222222222222222222222222222222222222222222222222222222222
22A2AAAAA2AAAAAAAAA2AA2AAA2AA2AAA2AAAAAA2AAAAA2AA2AAAA22222222222222222222222222
11111111111111111111111111111111111111111111111111111111111111111111111111111111
  d dddddd   rrrrrrr r dd ddddd  % 0-79
             rr rr rrrrrrrrrrrrrrrrrrrr  % 0-79
 ddd rr rrrrrrrrrrrr rrrrrrr rrr rrr rrrrrr rr r rrrrr rrrrr rr rrrr rrrrrrrr  % 0-79
     rrr rrrrrrr rr rrr rr rrrr rrr rrr rrrrrr  % 0-79
     yy y yy yyyy yy y yyyyyyy yyyyy yyyyyyyyyyyyyyyyyyyy yyyyy yyyyyy  % 0-79
 dd  a  ...... .... ....... .... .....   a  .... ...... ... .......  % 0-79
     a  ....... ..   a  ...... ..  % 0-79
ll bbbbbbd dddddd ddddd llllllllllllllllllllllllllllllllllllllllllllllllllllllll  % 0-79
 dddddddd r bbbb  rrrrrr rrrrrrrrrrrr rrrrrrr rrr rrrrrr rrrrrrr  % 0-79

 a ......  a ....  a ......  a ....  a ......  aaa ....  a ....  a ....  a ....  %= 0-79
1 = #6cb6ff on #14171d
2 = on #14171d
3 = #d5d9e0 on #14171d
4 = on #d5d9e0
5 = on #2e4660
6 = bold underline #d5d9e0 on #2e4660
7 = bold #d5d9e0 on #2e4660
8 = #9ca7b4 on #2e4660
9 = bold #d5d9e0 on #14171d
A = #93979d on #14171d
