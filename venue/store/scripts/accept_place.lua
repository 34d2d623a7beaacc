-- A person takes the place that they were offered: another place of that slot, and what they wait for there, is given up.
-- ARGV: ref, participant, session
-- Returns {"done", "placed", 0, offset of the house log} | {"again", "placed 0"} | {"conflict"} | {"no_session"}
--         | {"offer_gone"} | {"not_allowed"}
local ref, who, session = ARGV[1], ARGV[2], ARGV[3]
local before = done_before(ref, 'place.accept')
if before then return before end
local about = bookable(session)
if not about then return {'no_session'} end
local t = clock()
settle(t, session)
if not call('ZSCORE', P .. 'offered:' .. session, who) then return {'offer_gone'} end
if not admits(about.room, who) then return {'not_allowed'} end
local staff = call('SISMEMBER', P .. 'staff', who) == 1
put_place(t, who, session, not staff)
if staff then offer_on(t, session) end
for _, other in ipairs(beside(session, about.slot)) do give_up_place(t, who, other) end
remember(ref, 'place.accept', 'placed 0')
return {'done', 'placed', 0, tonumber(call('HGET', P .. 'ends', '~') or '0')}
