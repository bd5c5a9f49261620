 bbbbbbbbbbb  ..bddddd g ggg  ggggggggg  = 0-39
 a  aa aaaaaaa a   a   a  ^ 4-13
 y yyyyyy yyyyyyyy yyy yyyy yyyyyyy yyyy
ll bbbb bb bb dd ddddddd d .. bbbbbbb ll
 r rrrrrrrrrrrrrrrrrrrrrrrrrr rrrr rr
   rr rrrr rrrrr rrr rrrrr
 .. ...... ... ...... .... .... .. .....
ll bbbbbbbbbb llllllllllllllllllllllllll
 dd dddd dddd dd
 d dd dddd dddddd d

 d dddd  aaa ....        a ....  a ....  = 0-39
