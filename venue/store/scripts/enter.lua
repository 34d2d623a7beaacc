-- A person walks to a room.
-- ARGV: participant, room, ref ("": none). A repeated walk is not walked again: who was moved on meanwhile stays there.
-- Returns {"moved"|"stayed", offset of the house log that says so} | {"no_room"} | {"room_closed"} | {"not_allowed"}
--         | {"room_full"} | {"not_here"} | {"conflict"}
local who, room = ARGV[1], ARGV[2]
if not call('HGET', P .. 'caps', room) then return {'no_room'} end
local from = call('HGET', P .. 'seats', who)
if not from or call('HEXISTS', P .. 'here', who) == 0 then return {'not_here'} end
if from == room then return {'stayed', tonumber(call('HGET', P .. 'ends', '~') or '0')} end
local before = ARGV[3] ~= '' and done_before(who .. ':' .. ARGV[3], 'room.enter')
if before then return before[1] == 'conflict' and before or {'not_here'} end
if is_closed(room) then return {'room_closed'} end
if not admits(room, who) then return {'not_allowed'} end
if not has_seat_for(room, who) then return {'room_full'} end
local t = clock()
take_seat(who, room)
choose(who, t)
close_order(who, 'elsewhere', t)
if ARGV[3] ~= '' then remember(who .. ':' .. ARGV[3], 'room.enter', '0 0') end
local offset = tell_house(t, who, '{"t":"moved","ids":["' .. who .. '"],"to":"' .. room .. '","cause":"self","at":' .. ms(t) .. '}')
return {'moved', offset}
