-- The store came back emptier than it was: what a node still knows is put back. What the store knows itself counts, but
-- for people of whom this node has heard more than the store holds, before anybody else could decide anything anew.
-- ARGV: number of those, then participant...; number of silenced, then participant, until...; number of ended, then
--       participant, at...; number of seats, then participant, room... (they find them when they arrive); then those
--       shown out
local t = clock()
local i = 1
local function each(width, put)
  local count = tonumber(ARGV[i])
  i = i + 1
  for _ = 1, count do
    put(ARGV[i], ARGV[i + 1])
    i = i + width
  end
end
local told = ',"by_name":"","reason":""}'
local stale = {}
each(1, function(who)
  stale[who] = true
  if give_up_seat(who, false) then
    vanish(who)
    tell_house(t, '-', '{"t":"left","id":"' .. who .. '","why":"released"}')
  end
end)
local silenced = {}
each(2, function(who, till)
  silenced[who] = true
  local known = call('HGET', P .. 'silenced', who)
  if not known or (stale[who] and known ~= till) then
    call('HSET', P .. 'silenced', who, till)
    tell_house(t, '-', '{"t":"silenced","id":"' .. who .. '","until":' .. till .. told)
  end
end)
local ended = {}
each(2, function(who, at)
  local known = call('HGET', P .. 'ended', who) -- passes that ended have ended: the later time counts
  if not known or tonumber(known) < tonumber(at) then
    call('HSET', P .. 'ended', who, at)
    ended[who] = at
  end
end)
each(2, function(who, room)
  if call('HEXISTS', P .. 'seats', who) == 0 then
    if stale[who] then call('HSET', P .. 'last', who, room) else call('HSETNX', P .. 'last', who, room) end
  end
end)
local out = {}
for at = i, #ARGV do
  local who = ARGV[at]
  out[who] = true
  if call('SADD', P .. 'out', who) == 1 then ended[who] = call('HGET', P .. 'ended', who) or ms(t) end
end
for who, at in pairs(ended) do
  if give_up_seat(who, true) then vanish(who) end
  tell_house(t, '-', '{"t":"ended","id":"' .. who .. '","at":' .. at .. ',"out":' .. tostring(out[who] or false) .. told)
end
for who in pairs(stale) do
  if not silenced[who] and call('HDEL', P .. 'silenced', who) == 1 then
    tell_house(t, '-', '{"t":"silenced","id":"' .. who .. '","until":-1' .. told)
  end
  if not out[who] and call('SREM', P .. 'out', who) == 1 then
    tell_house(t, '-', '{"t":"let_in","id":"' .. who .. '"}')
  end
end
return 1
