-- The run of show: the next state, unless somebody else has decided since the sender's node last heard of it.
-- ARGV: ref, verb, by, number of the state it was made of, number and JSON of the next state, receipt JSON,
--       journal JSON, journal keep, then session, what scripts must know of it by the next state...
-- Returns {"done", offset of the house log} | {"again", receipt} | {"conflict"} | {"changed"}
local ref, verb, by = ARGV[1], ARGV[2], ARGV[3]
local before = done_before(ref, verb)
if before then return before end
if (call('HGET', P .. 'show', 'number') or '0') ~= ARGV[4] then return {'changed'} end
call('HSET', P .. 'show', 'number', ARGV[5], 'state', ARGV[6])
for i = 10, #ARGV, 2 do retime(ARGV[i], ARGV[i + 1]) end
local t = clock()
local offset = tell_house(t, by, '{"t":"show","show":' .. ARGV[6] .. '}')
journal(t, by, ARGV[8], ARGV[9])
remember(ref, verb, ARGV[7])
return {'done', offset}
