-- A person gives up a place, leaves a waiting list, or refuses an offer: whichever there is, perhaps none.
-- ARGV: ref, participant, session
-- Returns {"done", offset of the house log} | {"again", ..} | {"conflict"} | {"no_session"}
local ref, who, session = ARGV[1], ARGV[2], ARGV[3]
local before = done_before(ref, 'place.give_up')
if before then return before end
if not bookable(session) and call('SISMEMBER', P .. 'booked', session) == 0 then return {'no_session'} end
local t = clock()
settle(t, session)
give_up_place(t, who, session)
remember(ref, 'place.give_up', '0 0')
return {'done', tonumber(call('HGET', P .. 'ends', '~') or '0')}
