-- A person goes home on purpose: gone for everybody at once, the seat is free.
-- ARGV: participant
local who = ARGV[1]
local t = clock()
close_order(who, 'elsewhere', t)
local off = call_off(who, 'elsewhere', t)
local was = give_up_seat(who, false)
vanish(who)
if was then call('HDEL', P .. 'chosen', who) end
leave_help(t, who, who)
if was then tell_house(t, who, '{"t":"left","id":"' .. who .. '","why":"home"}') end
if off and not was then
  tell_house(t, who, '{"t":"called_off","ids":["' .. who .. '"],"order":"' .. off .. '","why":"declined"}')
end
return 1
