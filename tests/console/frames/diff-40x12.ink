 bbbbbbbbbbbddddd r rrr  rrrrr r  rrrrr  = 0-39
 a   a   a   a   a  aaaaaa  ^ 20-25
ll bbbbb bbbbbb b bbbbbb bbb  dd d dd ll
 d ddddddd d d ddddd d d ddddddd
  .................     ---- d ++++  y y
  ....................  --- d +++  ..
  ....................  + ++++  ddd ddd
  .............         -------- d +++++

 d dd dddd dddddd d

 d dddd  aaa ....        a ....  a ....  = 0-39
