-- The store came back emptier than it was: what a node still knows is put back. What the store knows itself counts, but
-- for people of whom this node has heard more than the store holds, before anybody else could decide anything anew: not
-- for whoever is connected by now, and for nobody once somebody else has told the store in this node's place.
-- ARGV: number and JSON of the run of show; how often a room was closed or opened; who tells (_telling.lua); number of
--       closed rooms, then room...; number of people who chose where they are, then participant, when...; number of those of
--       whom more was heard, then participant...; number of silenced, then participant, until...; number of ended, then
--       participant, at, 1 if they had no places left...; number of seats, then participant, room... (they find them when
--       they arrive); number of open tickets of the info desk, then each as JSON; the last number given there; number of
--       moves announced to those of whom more was heard, then participant, JSON...; then those shown out
-- Returns 1 if the node is still the one that tells, else 0
local t = clock()
local i = 5
local function each(width, put)
  local count = tonumber(ARGV[i])
  i = i + 1
  for _ = 1, count do
    put(ARGV[i], ARGV[i + 1], ARGV[i + 2])
    i = i + width
  end
end
local told = ',"by_name":"","reason":""}'
if tonumber(ARGV[1]) > tonumber(call('HGET', P .. 'show', 'number') or '0') then
  call('HSET', P .. 'show', 'number', ARGV[1], 'state', ARGV[2])
  tell_house(t, '-', '{"t":"show","show":' .. ARGV[2] .. '}')
end
local shut, choosing = {}, {}
each(1, function(room) shut[room] = true end)
if tonumber(ARGV[3]) > tonumber(call('HGET', P .. 'meta', 'closings') or '0') then
  call('HSET', P .. 'meta', 'closings', ARGV[3])
  for _, room in ipairs(call('SMEMBERS', P .. 'closed')) do
    if not shut[room] then
      call('SREM', P .. 'closed', room)
      tell_house(t, '-', '{"t":"room_opened","room":"' .. room .. '","number":' .. ARGV[3] .. '}')
    end
  end
  for room in pairs(shut) do
    call('SADD', P .. 'closed', room)
    tell_house(t, '-', '{"t":"room_closed","room":"' .. room .. '","number":' .. ARGV[3] .. '}')
  end
end
each(2, function(who, at) choosing[#choosing + 1] = {who, at} end)
local teller, connected, stale = is_teller(ARGV[4]), connected_people(), {}
each(1, function(who)
  if connected[who] or not teller then return end
  stale[who] = true
  if give_up_seat(who, false) then
    vanish(who)
    tell_house(t, '-', '{"t":"left","id":"' .. who .. '","why":"released"}')
  end
end)
for _, choice in ipairs(choosing) do
  local who, at = choice[1], choice[2]
  local known = call('HGET', P .. 'chosen', who)
  if not known or (stale[who] and tonumber(known) < tonumber(at)) then
    call('HSET', P .. 'chosen', who, at)
    tell_house(t, who, '{"t":"chose","id":"' .. who .. '","at":' .. at .. '}')
  end
end
local silenced = {}
each(2, function(who, till)
  silenced[who] = true
  local known = call('HGET', P .. 'silenced', who)
  if not known or (stale[who] and known ~= till) then
    call('HSET', P .. 'silenced', who, till)
    tell_house(t, '-', '{"t":"silenced","id":"' .. who .. '","until":' .. till .. told)
  end
end)
local ended, loses = {}, {}
each(3, function(who, at, without)
  local known = call('HGET', P .. 'ended', who) -- passes that ended have ended: the later time counts
  if not known or tonumber(known) < tonumber(at) then
    call('HSET', P .. 'ended', who, at)
    ended[who] = at
    loses[who] = without == '1' -- who comes back with another ticket has kept them
    leave_help(t, '-', who) -- what they have asked since comes below
  end
end)
each(2, function(who, room)
  if call('HEXISTS', P .. 'seats', who) == 0 then
    if stale[who] then call('HSET', P .. 'last', who, room) else call('HSETNX', P .. 'last', who, room) end
  end
end)
-- What was asked is lost with the store's memory of it; the place in the queue is not. A ticket that the store knew and
-- has not any more was closed.
local given, asking = tonumber(call('HGET', P .. 'meta', 'helplast') or '0'), {}
each(1, function(line)
  local x = cjson.decode(line)
  asking[x.id] = true
  local kept = ticket_of(x.id)
  if kept and stale[x.id] and kept.number ~= x.number then
    end_ticket(t, '-', kept, 'withdrawn')
    kept = false
  end
  if kept then
    if stale[x.id] and help_line(kept) ~= help_line(x) then put_ticket(t, '-', x) end
  elseif x.number > given then
    put_ticket(t, '-', x)
  end
end)
if tonumber(ARGV[i]) > given then call('HSET', P .. 'meta', 'helplast', ARGV[i]) end
i = i + 1
for who in pairs(stale) do
  local kept = not asking[who] and ticket_of(who)
  if kept then end_ticket(t, '-', kept, 'withdrawn') end
end
local ahead = {}
each(2, function(who, said)
  if not stale[who] then return end
  ahead[who] = true
  local waits = cjson.decode(said)
  local key = P .. 'order:' .. waits.order
  if call('HGET', P .. 'announced', who) ~= said then
    if call('EXISTS', key) == 0 then -- how it was to be spread is lost; that it can be cancelled is not
      local known = '"order":' .. cjson.encode(waits.order) .. ',"by":' .. cjson.encode(waits.by) .. ',"by_name":'
        .. cjson.encode(waits.by_name or '') .. ',"reason":' .. cjson.encode(waits.reason or '')
      call('HSET', key, 'by', waits.by, 'by_name', waits.by_name or '', 'reason', waits.reason or '', 'told', known,
        'rooms', table.concat(waits.rooms, ','), 'spread', 'even', 'seed', '0', 'together', '[]', 'at', ms(t), 'due', ms(waits.at),
        'more', ms(waits.more), 'may_decline', tostring(waits.may_decline))
      call('ZADD', P .. 'kept', t, waits.order)
    end
    call('HSET', P .. 'announced', who, said)
    call('ZADD', P .. 'due', waits.at, who)
    set_fate(waits.order, who, 'announced', t, call('HGET', P .. 'last', who) or '-', '-')
    tell_order(waits.order)
    tell_house(t, waits.by, '{"t":"announced","ids":["' .. who .. '"],' .. string.sub(said, 2))
  end
end)
for who in pairs(stale) do
  local order = not ahead[who] and call_off(who, 'cancelled', t)
  if order then
    tell_house(t, '-', '{"t":"called_off","ids":["' .. who .. '"],"order":"' .. order .. '","why":"cancelled"}')
  end
end
local out = {}
for at = i, #ARGV do
  local who = ARGV[at]
  out[who] = true
  if call('SADD', P .. 'out', who) == 1 then ended[who] = call('HGET', P .. 'ended', who) or ms(t) end
end
for who, at in pairs(ended) do
  if give_up_seat(who, true) then vanish(who) end
  call('HDEL', P .. 'chosen', who)
  if out[who] or loses[who] then give_up_places(t, who) end
  if out[who] then leave_help(t, '-', who) end
  close_order(who, 'barred', t)
  call_off(who, 'barred', t)
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
return teller and 1 or 0
