-- A connection of a person opened on a node: they are present, in exactly one room.
-- ARGV: participant, node, connection, foyer
-- Returns {room, order JSON or "", "" or "full": the order's room had no seat, offset of the house log}; {"fenced"} when the node's lease is
-- over; {"unknown"} when nobody admitted the person; {"ended"} when they were shown out.
local who, node, conn, foyer = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local person = call('HGET', P .. 'people', who)
if not person then return {'unknown'} end
if call('SISMEMBER', P .. 'out', who) == 1 then return {'ended'} end
if not call('ZSCORE', P .. 'nodes', node) then return {'fenced'} end
local t = clock()
call('HSET', P .. 'conns:' .. node, conn, who)
call('ZREM', P .. 'lost', who)
call('ZREM', P .. 'away', who)

local room = call('HGET', P .. 'seats', who)
local was = room
if room and not call('HGET', P .. 'caps', room) then
  give_up_seat(who, false)
  room = false
end
local order, trouble = call('HGET', P .. 'orders', who), ''
local last = call('HGET', P .. 'last', who)
local otherwise = room or (last and admits(last, who) and has_seat_for(last, who) and last) or foyer
if order then
  call('HDEL', P .. 'orders', who)
  local told = cjson.decode(order)
  local id, to, smallest = told['order'], nil, nil
  for _, each in ipairs(told['rooms'] or {told['to']}) do -- of several the emptiest
    local size = call('SCARD', P .. 'taken:' .. each)
    if room == each then size = -1 end
    if admits(each, who) and has_seat_for(each, who) and (not smallest or size < smallest) then
      to, smallest = each, size
    end
  end
  local waited = fate_of(id, who) == 'offline'
  if to then
    order = '{"to":"' .. to .. '"' .. string.sub(order, #('{"to":"' .. told['to'] .. '"') + 1)
    if room ~= to then
      take_seat(who, to)
      call('HSET', P .. 'put', who, id)
    end
    if waited then set_fate(id, who, 'ordered', t, otherwise, to) end
  else
    trouble = 'full'
    if waited then set_fate(id, who, 'full', t, otherwise) end
  end
  if waited then tell_order(id) end
end
room = call('HGET', P .. 'seats', who)
if not room then
  room = otherwise
  take_seat(who, room)
end
local since = call('HGET', P .. 'here', who)
if not since or room ~= was then
  since = since or ms(t)
  call('HSET', P .. 'here', who, since)
  tell_house(t, who, '{"t":"arrived","p":' .. person .. ',"room":"' .. room .. '","at":' .. since .. '}')
end
return {room, order or '', trouble, tonumber(call('HGET', P .. 'ends', '~') or '0')}
