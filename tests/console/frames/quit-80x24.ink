 bbbbbbbbbbb  .. bbbbbbb                                 ddddd g ggg  ggggggggg  %= 0-79
aa aaaaaa  a ......   a .......   a .......   a ......  %^ 0-8  % 9-79
ll bbbbbbb . lllllllllllllllllllllllllllllllllllllllllllllllll dddddddd ddddd ll  % 0-79
 ddddd      dddd               ddd ddddd       dddd  dddddd   dddd  ddd ddddd  % 0-79
ag gg       bbbbbbbbbbbbbbbbb dddd ......      ..    .......   ddd  ddd     d  %^ 0-79
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d  % 0-79
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d  % 0-79
 g gg       ...............   dddd ......      ..    .......   ddd  ddd     d  % 0-79
 g gg   aa bbbb aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa    d  % 0-7  % 76-79
 g gg   a .... ....... ....... ... ........... .. ... ... ....... ...  a    d  % 0-7  % 76-79
ll bbbbba .. .. ...... ......... ....... ..... .... ......             allllllll  % 0-7  % 72-79
  d dddda                                                              a  % 0-7
  d dddda a aaa  ......                                                addddddd  % 0-7  ^ 9-70  % 72-79
  d dddda   a    ..... .... .......                                    a  % 0-7
ll bbbbba   a    .... ... ....... ... ... ...........                  aa ddd ll  % 0-7  % 72-79
 dddddddaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aaa dddddd aa  % 0-7
 dddddddd y bbbb  yyyyyy yyyyyyy yyyyyyyyy yy yyyyyy yyyyyy y y  % 0-79
 dddddddd . bbbbb ... ........ ..  % 0-79
 dddddddd . bbbbb .. ..... ... . .... .......  % 0-79




 a ......  a ....  a ......  d dddd  a ......  aaa ....  a ....  a ....  a ....  %= 0-79
