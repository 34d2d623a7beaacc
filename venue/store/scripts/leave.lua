-- A person goes home on purpose: gone for everybody at once, the seat is free.
-- ARGV: participant
local who = ARGV[1]
call('HDEL', P .. 'orders', who)
local was = give_up_seat(who, false)
vanish(who)
if was then tell_house(clock(), who, '{"t":"left","id":"' .. who .. '","why":"home"}') end
return 1
