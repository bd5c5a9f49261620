 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a  aa aaaaaaaa a  ^ 12-22
ll bbbbbb ddddddd dddddddd dddd ddddd ll
  ddddddd       .. . .....   ...........
  ddddddddd      . . ...     ...........
ll bbb bbbbbbb . lllllllll dddd ddddd ll
  ddddd          ddddddd ddddddd dddd
  ..........           . ddddddddd ddd
a bbbb                .. y ddddddddd ddd  ^ 0-39
  ddddddddd           .. ddddd dd dd ddd

 a .....  a ....         a ....  a ....  = 0-39
