-- A room is closed, and everybody in it (and at its tables) goes where they belong now; or it is opened again.
-- ARGV: ref, verb (room.close|room.open), by, room, dry 1|0, journal JSON with `"count":0`, journal keep
-- Returns {"done", JSON of {room: how many go there}, offset of the house log} | {"again", JSON} | {"conflict"} | {"no_room"}
--         | {"not_allowed"} (the foyer stays open)
local ref, verb, by, room, dry = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5] == '1'
if not dry then
  local before = done_before(ref, verb)
  if before then return before end
end
if call('HEXISTS', P .. 'caps', room) == 0 then return {'no_room'} end
if room == foyer() then return {'not_allowed'} end
local t, into, count = clock(), {}, 0
local closing = verb == 'room.close'
local changes = (call('SISMEMBER', P .. 'closed', room) == 1) ~= closing
if changes and not dry then
  call(closing and 'SADD' or 'SREM', P .. 'closed', room)
  tell_house(t, by, '{"t":"' .. (closing and 'room_closed' or 'room_opened') .. '","room":"' .. room .. '","number":'
    .. ms(call('HINCRBY', P .. 'meta', 'closings', 1)) .. '}')
end
if changes and closing then
  supposed[room] = true
  for target, people in pairs(empty_room(t, room, 'closed', dry)) do
    into[target] = #people
    count = count + #people
  end
end
local receipt = count == 0 and '{}' or cjson.encode(into)
if not dry then
  if changes then journal(t, by, (string.gsub(ARGV[6], '"count":0', '"count":' .. count, 1)), ARGV[7]) end
  remember(ref, verb, receipt)
end
return {'done', receipt, tonumber(call('HGET', P .. 'ends', '~') or '0')}
