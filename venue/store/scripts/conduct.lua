-- Keeping order: what was decided about one person, in force at once, and in the journal.
-- ARGV: ref, verb, by, whom, until (silence), told JSON (`"by_name":..,"reason":..`), journal JSON, journal keep,
--       then, where tickets were revoked, others of the person that have not expired
-- Returns {"done"|"again", "INSIDE PLACES"} | {"conflict"} | {"not_found"}. INSIDE 1|0: whether passes may have been given;
-- PLACES: how many the person lost, none where another ticket opens the door.
local ref, verb, by, whom = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local before = done_before(ref, verb)
if before then return before end
local t = clock()
local revoked, inside = verb == 'tickets.revoke', 1
if call('HEXISTS', P .. 'people', whom) == 0 and call('SISMEMBER', P .. 'out', whom) == 0 then
  if not revoked then return {'not_found'} end
  inside = 0
end

local function comes_back() -- with another ticket: asked here, so that of two withdrawn at once the last one counts
  for at = 9, #ARGV do
    if call('SISMEMBER', P .. 'revoked', ARGV[at]) == 0 then return true end
  end
  return false
end

local lost = 0
local function lose_places()
  for _, session in ipairs(call('SMEMBERS', P .. 'booked')) do
    if has_place(whom, session) then lost = lost + 1 end
  end
  give_up_places(t, whom)
end

if verb == 'conduct.silence' then
  call('HSET', P .. 'silenced', whom, ARGV[5])
  tell_house(t, by, '{"t":"silenced","id":"' .. whom .. '","until":' .. ARGV[5] .. ',' .. ARGV[6] .. '}')
elseif verb == 'conduct.unsilence' then
  call('HDEL', P .. 'silenced', whom)
  tell_house(t, by, '{"t":"silenced","id":"' .. whom .. '","until":-1,' .. ARGV[6] .. '}')
elseif verb == 'conduct.let_in' then
  call('SREM', P .. 'out', whom)
  tell_house(t, by, '{"t":"let_in","id":"' .. whom .. '"}')
elseif inside == 0 then
  if not comes_back() then lose_places() end -- places are given to people who were never inside, too
else -- conduct.show_out, or the end of a person's passes: what they may do is for the next ticket to say
  local out = not revoked
  if out then call('SADD', P .. 'out', whom) end
  call('HSET', P .. 'ended', whom, ms(t))
  close_order(whom, 'barred', t)
  call_off(whom, 'barred', t)
  give_up_seat(whom, true)
  vanish(whom)
  call('HDEL', P .. 'chosen', whom)
  if out or not comes_back() then lose_places() end
  leave_help(t, by, whom)
  tell_house(t, by, '{"t":"ended","id":"' .. whom .. '","at":' .. ms(t) .. ',"out":' .. tostring(out) .. ',' .. ARGV[6] .. '}')
end
journal(t, by, ARGV[7], ARGV[8])
local receipt = inside .. ' ' .. lost
remember(ref, verb, receipt)
return {'done', receipt}
