-- Offers that have expired go on to the next, and the lists of sessions that have begun are closed. Idempotent; every
-- node calls it every second, and whoever comes first does the work.
-- ARGV: pause ms (nobody settled for so long: the store could not be reached, so offers last as much longer)
-- Returns 1
local t = clock()
local last = tonumber(call('HGET', P .. 'meta', 'settled') or t)
call('HSET', P .. 'meta', 'settled', ms(t))
local sessions = call('SMEMBERS', P .. 'booked')
table.sort(sessions)
for _, session in ipairs(sessions) do
  local about = bookable(session)
  if about and t - last > tonumber(ARGV[1]) then
    local offers = call('ZRANGE', P .. 'offered:' .. session, 0, -1, 'WITHSCORES')
    for i = 1, #offers, 2 do
      put_offer(t, offers[i], session, math.min(tonumber(offers[i + 1]) + t - last, about.starts))
    end
  end
  settle(t, session)
end
return 1
