-- A connection of a person opened on a node: they are present, in exactly one room.
-- ARGV: participant, node, connection
-- Returns {room, order JSON or "", "" or "full": the order's room had no seat, offset of the house log,
-- why the room is another one than before by the rule ("": it is not)}; {"fenced"} when the node's lease is
-- over; {"unknown"} when nobody admitted the person; {"ended"} when they were shown out.
local who, node, conn = ARGV[1], ARGV[2], ARGV[3]
local person = call('HGET', P .. 'people', who)
if not person then return {'unknown'} end
if call('SISMEMBER', P .. 'out', who) == 1 then return {'ended'} end
if not call('ZSCORE', P .. 'nodes', node) then return {'fenced'} end
local t = clock()
call('HSET', P .. 'conns:' .. node, conn, who)
call('ZREM', P .. 'lost', who)
call('ZREM', P .. 'away', who)

local was = call('HGET', P .. 'seats', who)
local before = was or call('HGET', P .. 'last', who)
local order, trouble, why, room = call('HGET', P .. 'orders', who), '', '', nil
if order then
  local otherwise = belongs_without(who)
  local told = cjson.decode(order)
  local id = told['order']
  room = belongs_by_order(who, order)
  local state = fate_of(id, who)
  if room then -- it waits on until their browser shows it: this connection may break before
    order = '{"to":"' .. room .. '"' .. string.sub(order, #('{"to":"' .. told['to'] .. '"') + 1)
    if room ~= was then
      take_seat(who, room)
      call('HSET', P .. 'put', who, id)
    end
    if room ~= was or state == 'offline' then seated_by_order(t, who, id, otherwise, room) end
  else
    trouble = 'full'
    call('HDEL', P .. 'orders', who)
    if state == 'offline' or state == 'ordered' then
      set_fate(id, who, 'full', t, state == 'offline' and otherwise or nil)
      tell_order(id)
    end
  end
end
if not room then
  room, why = belongs_without(who)
  if room ~= was then take_seat(who, room) end
  if room == before then why = '' end
end
local since = call('HGET', P .. 'here', who)
if not since or room ~= was then
  since = since or ms(t)
  call('HSET', P .. 'here', who, since)
  tell_house(t, who, '{"t":"arrived","p":' .. person .. ',"room":"' .. room .. '","at":' .. since .. '}')
end
return {room, order or '', trouble, tonumber(call('HGET', P .. 'ends', '~') or '0'), why}
