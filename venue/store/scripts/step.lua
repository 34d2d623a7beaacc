-- A step of the day begins: who has a place in what runs from now on, and wants to be taken along, is in that room. Once per
-- step: whichever node notices first does it, and one that is late cannot turn it back. Besides, the times of sessions.
-- ARGV: version of the event file that this node knows, number of the run of show, which of the steps runs by it, its id, number of sessions with places that run, then
--       session, opened, room...; then session, what scripts must know of it by now...
-- Returns {"begun", offset of the house log; 0: it had begun before} | {"changed"}: the run of show, or the event, is another one by now
local version, number, index = call('HGET', P .. 'meta', 'version') or ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if version ~= ARGV[1] or tonumber(call('HGET', P .. 'show', 'number') or '0') ~= number then return {'changed'} end
local t, at = clock(), 6 + 3 * tonumber(ARGV[5])
for i = at, #ARGV, 2 do retime(ARGV[i], ARGV[i + 1]) end
local seen, step = call('HGET', P .. 'step', 'number'), call('HGET', P .. 'step', 'index')
if seen and (tonumber(seen) > number or (tonumber(seen) == number and tonumber(step) >= index)) then return {'begun', 0} end
call('HSET', P .. 'step', 'number', ms(number), 'index', ms(index), 'id', ARGV[4])
local begun, went_on = {}, {}
for i = 6, at - 1, 3 do
  local going = call('HGET', P .. 'running', ARGV[i])
  if going then
    went_on[ARGV[i]] = going
  else
    begun[#begun + 1] = {id = ARGV[i], opened = tonumber(ARGV[i + 1]), room = ARGV[i + 2]}
  end
end
call('DEL', P .. 'running')
for session, line in pairs(went_on) do call('HSET', P .. 'running', session, line) end
for _, session in ipairs(begun) do call('HSET', P .. 'running', session.id, ms(session.opened) .. ' ' .. session.room) end
table.sort(begun, function(one, other) return one.id < other.id end)

-- Who comes: present, taken along by their own wish, nothing else ahead of them, and nothing chosen since.
local coming, comers = {}, {}
for _, session in ipairs(begun) do
  local room = instead_of(session.room)
  for _, who in ipairs(call('SMEMBERS', P .. 'placed:' .. session.id)) do
    local seat = call('HGET', P .. 'here', who) and call('HGET', P .. 'seats', who)
    if seat and seat ~= room and hall_of(seat) ~= session.room and not coming[who]
      and call('HGET', P .. 'follow', who) == 'always'
      and call('HEXISTS', P .. 'orders', who) == 0 and call('HEXISTS', P .. 'announced', who) == 0
      and tonumber(call('HGET', P .. 'chosen', who) or '0') < session.opened then
      coming[who] = {to = room, from = seat}
      comers[#comers + 1] = who
    end
  end
end
table.sort(comers)

-- Who has no place makes room where places need their seats: as few as needed, and the last to come go first.
local leaving = {}
for _, session in ipairs(begun) do
  local capacity = tonumber(call('HGET', P .. 'caps', session.room) or '')
  local strangers = {}
  for _, who in ipairs(capacity and call('SDIFF', P .. 'taken:' .. session.room, P .. 'placed:' .. session.id) or {}) do
    local came = call('HGET', P .. 'chosen', who) or call('HGET', P .. 'here', who) or '0'
    if not coming[who] then strangers[#strangers + 1] = {id = who, came = tonumber(came), from = session.room} end
  end
  table.sort(strangers, function(one, other)
    if one.came ~= other.came then return one.came > other.came end
    return one.id < other.id
  end)
  for i = 1, #strangers + call('SCARD', P .. 'counted:' .. session.id) - (capacity or 0) do
    if strangers[i] and not is_closed(session.room) then leaving[#leaving + 1] = strangers[i] end
  end
end

-- All seats are given up first, so that two who change rooms can.
local moved, made_way = {}, {}
for _, who in ipairs(comers) do give_up_seat(who, false) end
for _, guest in ipairs(leaving) do give_up_seat(guest.id, false) end
local function seat(who, rooms, into, from)
  local room = foyer()
  for i = #rooms, 1, -1 do
    if (admits(rooms[i], who) or rooms[i] == from) and has_seat_for(rooms[i], who) then room = rooms[i] end
  end
  take_seat(who, room)
  if room == from then return end
  close_order(who, 'elsewhere', t)
  into[room] = into[room] or {}
  into[room][#into[room] + 1] = who
end
for _, who in ipairs(comers) do seat(who, {coming[who].to, coming[who].from}, moved, coming[who].from) end
for _, guest in ipairs(leaving) do
  seat(guest.id, {instead_of(call('HGET', P .. 'successors', guest.from) or foyer())}, made_way)
end
tell_moved(t, moved, 'programme')
tell_moved(t, made_way, 'places')
return {'begun', tonumber(call('HGET', P .. 'ends', '~') or '0')}
