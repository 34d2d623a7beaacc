-- Somebody says something in the room they are in.
-- ARGV: ref (PERSON:REF), participant, room, body, event time, keep, verb
-- Returns {"done", offset, at} | {"again", "offset at"} | {"conflict"} | {"not_here"} | {"silenced"}
local ref, who, room, body, at = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local before = done_before(ref, ARGV[7])
if before then return before end
if call('HGET', P .. 'seats', who) ~= room then return {'not_here'} end
local till = call('HGET', P .. 'silenced', who)
if till and (till == '0' or tonumber(till) > tonumber(at)) then return {'silenced'} end
local offset = append(room, tonumber(at), who, body, ARGV[6])
remember(ref, ARGV[7], offset .. ' ' .. at)
return {'done', offset, at}
