-- Something that is told and not kept: whether this is the first time that it is asked for.
-- ARGV: ref, verb, how long a repetition is known, ms
-- Returns {"done"} | {"again", ..} | {"conflict"}
local ref, verb = ARGV[1], ARGV[2]
local before = done_before(ref, verb)
if before then return before end
call('SET', P .. 'ref:' .. ref, verb .. ' 0 0', 'PX', ARGV[3])
return {'done'}
