-- A person takes a place in a session, or joins its waiting list.
-- ARGV: ref, participant, session, instead 1|0 (give up the place in the same slot, but only for a place)
-- Returns {"done", "placed"|"waiting", people ahead, offset of the house log} | {"again", "STATE AHEAD"} | {"conflict"}
--         | {"not_found"} | {"no_session"} | {"session_over"} | {"not_allowed"} | {"place_in_slot"} | {"session_full"}
local ref, who, session = ARGV[1], ARGV[2], ARGV[3]
local before = done_before(ref, 'place.take')
if before then return before end
local about = bookable(session)
if not about then return {'no_session'} end
if call('HEXISTS', P .. 'people', who) == 0 or call('SISMEMBER', P .. 'out', who) == 1 then return {'not_found'} end
local t = clock()
local function done(state, ahead)
  remember(ref, 'place.take', state .. ' ' .. ahead)
  return {'done', state, ahead, tonumber(call('HGET', P .. 'ends', '~') or '0')}
end

settle(t, session)
if has_place(who, session) then return done('placed', 0) end
if t >= about.ends then return {'session_over'} end
if not admits(about.room, who) then return {'not_allowed'} end
local staff = call('SISMEMBER', P .. 'staff', who) == 1
local line = not staff and ahead_of(who, session)
if line then return done('waiting', line) end
local other = place_beside(who, session, about.slot)
if other and ARGV[4] ~= '1' then return {'place_in_slot'} end
-- Who has a place in what runs finds a seat there, too: others may have walked in.
local seatless = not staff and call('HEXISTS', P .. 'running', session) == 1 and not has_seat_for(about.room, who)
if seatless then return {'session_full'} end
local offered = call('ZSCORE', P .. 'offered:' .. session, who)
if staff or offered or free_places(session, about) > 0 then
  put_place(t, who, session, not staff)
  if other then give_up_place(t, who, other) end
  if staff and offered then offer_on(t, session) end
  return done('placed', 0)
end
if t >= about.starts or call('ZCARD', P .. 'waiting:' .. session) >= MOST_WAITING then return {'session_full'} end
put_in_line(t, who, session, call('HINCRBY', P .. 'meta', 'queued', 1))
return done('waiting', ahead_of(who, session))
