-- Places in sessions, for the scripts that decide about them. A session has places where `sessions` says so:
-- `SLOT STARTS ENDS CAPACITY ROOM`, real time in ms, CAPACITY `-` where there is no bound. Per session there are
-- `placed:S` (all who have a place), `counted:S` (those of them who take one from others), `offered:S` (to whom one is
-- reserved, until when) and `waiting:S` (who waits, by number); a person is in one of placed, offered and waiting. Once the
-- session has begun, `stood:S` are those who waited until then: nobody is told of them, unless it is brought back.
local OFFER_MS = 180000
local MOST_WAITING = 5000
local STOOD_MS = 600000 -- after the end of the session

-- Also which of them lie side by side: `slots` says of each slot `SESSION SESSION ...`.
local function know_session(session, line)
  if call('HSETNX', P .. 'sessions', session, line) == 0 then return end
  local slot = string.match(line, '^%S+')
  local others = call('HGET', P .. 'slots', slot)
  call('HSET', P .. 'slots', slot, others and (others .. ' ' .. session) or session)
end

-- The session begins and ends when `line` says so, as far as it is known.
local function retime(session, line)
  local known = call('HGET', P .. 'sessions', session)
  if not known or known == line then return end
  local starts, ends = string.match(line, '^%S+ (%d+) (%d+) ')
  call('HSET', P .. 'sessions', session, (string.gsub(known, '^(%S+) %d+ %d+ ', '%1 ' .. starts .. ' ' .. ends .. ' ')))
end

local bookables = {}
local function bookable(session)
  if bookables[session] then return bookables[session] end
  local line = call('HGET', P .. 'sessions', session)
  if not line then return nil end
  local slot, starts, ends, capacity, room = string.match(line, '^(%S+) (%d+) (%d+) (%S+) (%S+)$')
  local about = {slot = slot, starts = tonumber(starts), ends = tonumber(ends), room = room}
  about.capacity = tonumber(capacity) -- nil: no bound
  bookables[session] = about
  return about
end

local function tell_place(t, who, session, what, more)
  local about = '","id":"' .. who .. '","session":"' .. session .. '"'
  tell_house(t, who, '{"t":"' .. what .. about .. (more or '') .. '}')
end

local function has_place(who, session) return call('SISMEMBER', P .. 'placed:' .. session, who) == 1 end

local function free_places(session, about)
  if not about.capacity then return 1e9 end
  return about.capacity - call('SCARD', P .. 'counted:' .. session) - call('ZCARD', P .. 'offered:' .. session)
end

-- Whatever the person had there is gone; nobody is told, and nothing is offered on. Returns whether there was anything.
-- `stood_on`: that they waited until it began is not forgotten.
local function strip(who, session, stood_on)
  call('SREM', P .. 'counted:' .. session, who)
  call('HDEL', P .. 'since:' .. session, who)
  if not stood_on then call('ZREM', P .. 'stood:' .. session, who) end
  return call('SREM', P .. 'placed:' .. session, who) + call('ZREM', P .. 'offered:' .. session, who)
    + call('ZREM', P .. 'waiting:' .. session, who) > 0
end

-- Whose place only counts otherwise from now on has it as long as before. `came`: the number by which they came, if known.
local function put_place(t, who, session, counts, came)
  local since = came or call('HGET', P .. 'since:' .. session, who) or call('HINCRBY', P .. 'meta', 'queued', 1)
  strip(who, session)
  call('SADD', P .. 'booked', session)
  call('HSET', P .. 'since:' .. session, who, since)
  call('SADD', P .. 'placed:' .. session, who)
  if counts then call('SADD', P .. 'counted:' .. session, who) end
  tell_place(t, who, session, 'placed', ',"counts":' .. tostring(counts) .. ',"since":' .. ms(since))
end

local function put_in_line(t, who, session, number)
  strip(who, session)
  call('SADD', P .. 'booked', session)
  call('ZADD', P .. 'waiting:' .. session, number, who)
  tell_place(t, who, session, 'queued', ',"number":' .. ms(number))
end

-- A number before everybody who waits.
local function head_of_line(session)
  local first = call('ZRANGE', P .. 'waiting:' .. session, 0, 0, 'WITHSCORES')[2]
  return first and tonumber(first) - 1 or tonumber(call('HGET', P .. 'meta', 'queued') or '0')
end

local function put_offer(t, who, session, till)
  strip(who, session)
  call('SADD', P .. 'booked', session)
  call('ZADD', P .. 'offered:' .. session, ms(till), who)
  tell_place(t, who, session, 'offered', ',"until":' .. ms(till))
end

-- Each free place goes to the next in line, as long as it is worth waiting.
local function offer_on(t, session)
  local about = bookable(session)
  if not about or t >= about.starts then return end
  for _ = 1, free_places(session, about) do
    local first = call('ZRANGE', P .. 'waiting:' .. session, 0, 0)[1]
    if not first then return end
    put_offer(t, first, session, math.min(t + OFFER_MS, about.starts))
  end
end

-- The session has begun, and nobody waits any more; in which order they stood is kept, those with an offer first.
local function close_list(t, session)
  local offers = call('ZRANGE', P .. 'offered:' .. session, 0, -1)
  local line = call('ZRANGE', P .. 'waiting:' .. session, 0, -1, 'WITHSCORES')
  if #offers + #line == 0 then return end
  local head = head_of_line(session) - #offers
  for i, who in ipairs(offers) do call('ZADD', P .. 'stood:' .. session, head + i, who) end
  for i = 1, #line, 2 do call('ZADD', P .. 'stood:' .. session, line[i + 1], line[i]) end
  call('DEL', P .. 'offered:' .. session, P .. 'waiting:' .. session)
  tell_house(t, '-', '{"t":"list_closed","session":"' .. session .. '"}')
end

-- It begins later than it began: everybody stands where they stood.
local function reopen_list(t, session)
  local stood = call('ZRANGE', P .. 'stood:' .. session, 0, -1, 'WITHSCORES')
  for i = 1, #stood, 2 do put_in_line(t, stood[i], session, tonumber(stood[i + 1])) end
end

-- What has expired goes on to the next; once a session has begun nobody waits for it any more.
local function settle(t, session)
  local about = bookable(session)
  if not about or t >= about.starts then
    close_list(t, session)
    if not about or t >= about.ends + STOOD_MS then call('DEL', P .. 'stood:' .. session) end
    return
  end
  reopen_list(t, session)
  for _, who in ipairs(call('ZRANGE', P .. 'offered:' .. session, '(' .. ms(about.starts), '+inf', 'BYSCORE')) do
    put_offer(t, who, session, about.starts) -- it begins sooner than was thought
  end
  for _, who in ipairs(call('ZRANGE', P .. 'offered:' .. session, '-inf', ms(t), 'BYSCORE')) do
    strip(who, session)
    tell_place(t, who, session, 'unplaced')
  end
  offer_on(t, session)
end

-- The person has nothing there any more; what becomes free is offered on.
local function give_up_place(t, who, session)
  if strip(who, session) then
    tell_place(t, who, session, 'unplaced')
    offer_on(t, session)
  end
end

-- The other sessions of a slot.
local function beside(session, slot)
  local found = {}
  for other in string.gmatch(call('HGET', P .. 'slots', slot) or '', '%S+') do
    if other ~= session then found[#found + 1] = other end
  end
  return found
end

local function place_beside(who, session, slot)
  for _, other in ipairs(beside(session, slot)) do
    if has_place(who, other) then return other end
  end
  return false
end

local function ahead_of(who, session) return call('ZRANK', P .. 'waiting:' .. session, who) end

-- The person goes, or is not let in any more: everything is offered on.
local function give_up_places(t, who)
  local sessions = call('SMEMBERS', P .. 'booked')
  table.sort(sessions)
  for _, session in ipairs(sessions) do give_up_place(t, who, session) end
end

-- A role that takes no place gives it to the next; one that takes one takes it if there is one, and else waits in line. In what
-- runs there is one only where they find a seat, too: others may have walked in.
local function recount_place(t, who, session, about, staff)
  local counted = call('SISMEMBER', P .. 'counted:' .. session, who) == 1
  if staff and counted then
    put_place(t, who, session, false)
    offer_on(t, session)
  elseif not staff and not counted then
    local runs = about and call('HEXISTS', P .. 'running', session) == 1
    if runs and not has_seat_for(about.room, who) then
      give_up_place(t, who, session)
    elseif not about or free_places(session, about) > 0 then
      put_place(t, who, session, true)
    elseif t < about.starts then
      put_in_line(t, who, session, call('HINCRBY', P .. 'meta', 'queued', 1))
    else
      give_up_place(t, who, session)
    end
  end
end

-- Who takes no place from anybody waits for none either: they have it, unless they have another in that slot.
local function stop_waiting(t, who, session, about)
  call('ZREM', P .. 'stood:' .. session, who)
  if not ahead_of(who, session) and not call('ZSCORE', P .. 'offered:' .. session, who) then return end
  if about and not place_beside(who, session, about.slot) then
    put_place(t, who, session, false)
    offer_on(t, session)
  else
    give_up_place(t, who, session)
  end
end

-- A person has another role, or a ticket for other rooms. A place in a room that it does not open goes to the next.
local function recount_places(t, who, staff)
  local sessions = call('SMEMBERS', P .. 'booked')
  table.sort(sessions)
  for _, session in ipairs(sessions) do
    local about = bookable(session)
    if about and not admits(about.room, who) then
      give_up_place(t, who, session)
    elseif has_place(who, session) then
      recount_place(t, who, session, about, staff)
    elseif staff then
      stop_waiting(t, who, session, about)
    end
  end
end
