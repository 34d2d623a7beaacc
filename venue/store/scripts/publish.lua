-- Another version of the event file counts from now on, and with it everything that scripts know of rooms and sessions.
-- What becomes of people is said in venue/model/effects.py; tests hold the two together.
-- ARGV: ref (PERSON:REF, or ""), the version that counts as far as the sender knows, what is said of the new one (JSON
--       without its beginning: number and time), text, foyer, journal JSON or "", journal keep, versions kept, number of
--       the run of show by which the sessions' times were made, digest of the text, digests kept, number of rooms, number
--       of rooms that vanish, then room, capacity, successor..., then vanished room, successor..., then session, what
--       scripts must know of it (_places.lua)...
-- Returns {"done", number, offset of the house log} | {"again", number} | {"conflict"} | {"changed", number that counts}:
--       that is another version, or the sender's one where the run of show is another
local before = done_before(ARGV[1], 'event.publish')
if before then return before end
local current = tonumber(call('HGET', P .. 'meta', 'version') or '0')
-- By times that do not count any more a session would have begun, and its waiting list would go.
local show = tonumber(call('HGET', P .. 'show', 'number') or '0')
if current ~= tonumber(ARGV[2]) or show ~= tonumber(ARGV[9]) then return {'changed', current} end
local t = clock()
local number, by = current + 1, string.match(ARGV[1], '^(.+):') or '-'
call('HSET', P .. 'versions', number, '{"number":' .. ms(number) .. ',"at":' .. ms(t) .. ',' .. ARGV[3])
call('HSET', P .. 'texts', number, ARGV[4])
call('HSET', P .. 'meta', 'version', ms(number))
for _, old in ipairs(call('HKEYS', P .. 'versions')) do
  if tonumber(old) <= number - tonumber(ARGV[8]) then
    call('HDEL', P .. 'versions', old)
    call('HDEL', P .. 'texts', old)
  end
end
call('ZADD', P .. 'digests', ms(t), ARGV[10])
call('ZREMRANGEBYRANK', P .. 'digests', 0, -1 - tonumber(ARGV[11]))
tell_house(t, by, '{"t":"published","number":' .. ms(number) .. '}')

local room_was, slot_was = {}, {}
local lines = call('HGETALL', P .. 'sessions')
for i = 1, #lines, 2 do slot_was[lines[i]], room_was[lines[i]] = string.match(lines[i + 1], '^(%S+) %d+ %d+ %S+ (%S+)$') end
local running, stands_in = call('HGETALL', P .. 'running'), {}
for i = 1, #running, 2 do stands_in[running[i]] = instead_of(string.match(running[i + 1], '%S+$')) end
call('DEL', P .. 'caps', P .. 'successors', P .. 'sessions', P .. 'slots')
call('HSET', P .. 'meta', 'foyer', ARGV[5])
if call('SREM', P .. 'closed', ARGV[5]) == 1 then -- a foyer takes everybody
  tell_house(t, by, '{"t":"room_opened","room":"' .. ARGV[5] .. '","number":' .. ms(call('HINCRBY', P .. 'meta', 'closings', 1)) .. '}')
end
local at = 14
for _ = 1, tonumber(ARGV[12]) do
  call('HSET', P .. 'caps', ARGV[at], ARGV[at + 1])
  call('HSET', P .. 'successors', ARGV[at], ARGV[at + 2])
  at = at + 3
end
for _ = 1, tonumber(ARGV[13]) do
  call('HSET', P .. 'successors', ARGV[at], ARGV[at + 1])
  at = at + 2
end
for i = at, #ARGV, 2 do know_session(ARGV[i], ARGV[i + 1]) end

-- Which step runs is found out anew. What runs goes on, where it is now, and who is in it by their place goes with it; whoever
-- chose another room since it began is not in it.
call('DEL', P .. 'step')
local guests, seen = {}, {}
local function guest(who)
  if not seen[who] then guests[#guests + 1] = who end
  seen[who] = true
end
for i = 1, #running, 2 do
  local about = bookable(running[i])
  if not about then
    call('HDEL', P .. 'running', running[i])
  else
    local opened, room = string.match(running[i + 1], '^(%d+) (%S+)$')
    if room ~= about.room then
      call('HSET', P .. 'running', running[i], opened .. ' ' .. about.room)
      for _, who in ipairs(call('SMEMBERS', P .. 'placed:' .. running[i])) do
        local seat = call('HGET', P .. 'seats', who)
        along[who] = seat and hall_of(seat) == room
        if along[who] or seat == stands_in[running[i]] then guest(who) end
      end
    end
  end
end
local seats = call('HGETALL', P .. 'seats')
for i = 1, #seats, 2 do
  if call('HEXISTS', P .. 'caps', seats[i + 1]) == 0 then guest(seats[i]) end
end
rehouse(t, guests, 'changed')

local booked = call('SMEMBERS', P .. 'booked')
table.sort(booked)
local function everybody(session)
  local people = call('SMEMBERS', P .. 'placed:' .. session)
  for _, line in ipairs({'offered:', 'waiting:', 'stood:'}) do
    for _, who in ipairs(call('ZRANGE', P .. line .. session, 0, -1)) do people[#people + 1] = who end
  end
  table.sort(people)
  return people
end
local function lose(who, session)
  if strip(who, session) then tell_place(t, who, session, 'unplaced') end
end

for _, session in ipairs(booked) do -- no places any more, or in a room that not every ticket opens
  local about = bookable(session)
  if not about or about.room ~= room_was[session] then
    for _, who in ipairs(everybody(session)) do
      if not about or not admits(about.room, who) then lose(who, session) end
    end
  end
  if not about then
    call('SREM', P .. 'booked', session)
    call('DEL', P .. 'stood:' .. session)
  end
end

for _, session in ipairs(booked) do -- in another slot: one place for each person there
  local about = bookable(session)
  if about and about.slot ~= slot_was[session] then
    local people = call('SMEMBERS', P .. 'placed:' .. session)
    table.sort(people)
    for _, who in ipairs(people) do
      if place_beside(who, session, about.slot) then lose(who, session) end
    end
  end
end

-- Who came first keeps the place; the others stand at the head of the line, in that order, then those with an offer.
local function queue_surplus(session, about)
  local placed, line = {}, {}
  for _, who in ipairs(call('SMEMBERS', P .. 'counted:' .. session)) do
    placed[#placed + 1] = {who, tonumber(call('HGET', P .. 'since:' .. session, who) or '0')}
  end
  table.sort(placed, function(one, other)
    if one[2] ~= other[2] then return one[2] < other[2] end
    return one[1] < other[1]
  end)
  for i = about.capacity + 1, #placed do line[#line + 1] = placed[i][1] end
  local offers = call('ZRANGE', P .. 'offered:' .. session, 0, -1)
  for i = math.max(1, about.capacity - #placed + 1), #offers do line[#line + 1] = offers[i] end
  local head = head_of_line(session) - #line
  for i, who in ipairs(line) do put_in_line(t, who, session, head + i) end
end

for _, session in ipairs(booked) do
  local about = bookable(session)
  if about and t < about.starts then
    reopen_list(t, session) -- first: the head of the line is before those who stood in it, too
    if about.capacity then queue_surplus(session, about) end
    local offers = call('ZRANGE', P .. 'offered:' .. session, 0, -1, 'WITHSCORES')
    for i = 1, #offers, 2 do
      if tonumber(offers[i + 1]) > about.starts then put_offer(t, offers[i], session, about.starts) end
    end
  end
  if about then settle(t, session) end
end

if ARGV[6] ~= '' then journal(t, by, ARGV[6], ARGV[7]) end
remember(ARGV[1], 'event.publish', ms(number))
return {'done', number, tonumber(call('HGET', P .. 'ends', '~'))}
