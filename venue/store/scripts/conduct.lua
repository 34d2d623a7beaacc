-- Keeping order: what was decided about one person, in force at once, and in the journal.
-- ARGV: ref, verb, by, whom, until (silence), told JSON (`"by_name":..,"reason":..`), journal JSON, journal keep
-- Returns {"done"} | {"again", ..} | {"conflict"} | {"not_found"}
local ref, verb, by, whom = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local before = done_before(ref, verb)
if before then return before end
local t = clock()
if call('HEXISTS', P .. 'people', whom) == 0 and call('SISMEMBER', P .. 'out', whom) == 0 then
  if verb == 'tickets.revoke' then give_up_places(t, whom) end -- places are given to people who were never inside, too
  return {'not_found'}
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
else -- conduct.show_out, or the end of a revoked ticket's passes
  local out = verb == 'conduct.show_out'
  if out then call('SADD', P .. 'out', whom) end
  call('HSET', P .. 'ended', whom, ms(t))
  close_order(whom, 'barred', t)
  call_off(whom, 'barred', t)
  give_up_seat(whom, true)
  vanish(whom)
  call('HDEL', P .. 'chosen', whom)
  give_up_places(t, whom)
  leave_help(t, by, whom)
  tell_house(t, by, '{"t":"ended","id":"' .. whom .. '","at":' .. ms(t) .. ',"out":' .. tostring(out) .. ',' .. ARGV[6] .. '}')
end
journal(t, by, ARGV[7], ARGV[8])
remember(ref, verb, '0 0')
return {'done'}
