-- The browsers of these people show the room they were moved to: the order is carried out and seen.
-- ARGV: order, participants...
local order, t = ARGV[1], clock()
for i = 2, #ARGV do
  local who = ARGV[i]
  local open = call('HGET', P .. 'orders', who)
  if open and cjson.decode(open)['order'] == order then call('HDEL', P .. 'orders', who) end
  local state = fate_of(order, who)
  if state == 'ordered' or state == 'offline' then set_fate(order, who, 'arrived', t) end
end
tell_order(order)
return 1
