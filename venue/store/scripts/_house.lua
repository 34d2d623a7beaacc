-- Shared beginning of every script. KEYS[1] is the event's prefix `v:{slug}:`; the other keys are derived from it
-- (venue/store/keys.py) and live in the same hash slot.
local P = KEYS[1]
local call = redis.call

local function clock() -- real time, milliseconds
  local t = call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

local function ms(n) return string.format('%d', n) end

-- Appends `body` to a log and tells every node. Returns the offset. An amendment says which entry it rewrote, how that
-- reads now, and which earlier edit of it was voided.
local function append(log, at, author, body, keep, target, rewritten, voided)
  local offset = call('HINCRBY', P .. 'ends', log, 1)
  call('HSET', P .. 'log:' .. log, offset, ms(at) .. ' ' .. author .. ' ' .. body)
  local first = tonumber(call('HGET', P .. 'firsts', log) or '1')
  if offset - first >= tonumber(keep) then
    while offset - first >= tonumber(keep) do
      call('HDEL', P .. 'log:' .. log, first)
      local edit = call('HGET', P .. 'edits:' .. log, first)
      if edit then -- the message goes, and so does its later text
        local old = call('HGET', P .. 'log:' .. log, edit)
        if old then call('HSET', P .. 'log:' .. log, edit, string.match(old, '^%d+ %S+ ') .. '{"on":"log.voided"}') end
        call('HDEL', P .. 'edits:' .. log, first)
      end
      first = first + 1
    end
    call('HSET', P .. 'firsts', log, first)
  end
  local epoch = call('HGET', P .. 'meta', 'epoch') or ''
  local line = log .. ' ' .. epoch .. ' ' .. offset .. ' ' .. (target or 0) .. ' ' .. (voided or 0) .. '\n' .. body
  if rewritten then line = line .. '\n' .. rewritten end
  call('PUBLISH', P .. 'bus', line)
  return offset
end

local HOUSE_KEEP = 4000
local function tell_house(at, author, body) return append('~', at, author, body, HOUSE_KEEP) end
local function journal(at, author, body, keep) return append('!', at, author, body, keep) end

-- A command that was done before: its receipt; false when it is new. `verb` must be the same.
local function done_before(ref, verb)
  if ref == '' then return false end
  local said = call('GET', P .. 'ref:' .. ref)
  if not said then return false end
  local split = string.find(said, ' ', 1, true)
  if string.sub(said, 1, split - 1) ~= verb then return {'conflict'} end
  return {'again', string.sub(said, split + 1)}
end

local REF_TTL = 86400000 -- a day: longer than a browser keeps its offline queue
local function remember(ref, verb, receipt)
  if ref ~= '' then call('SET', P .. 'ref:' .. ref, verb .. ' ' .. receipt, 'PX', REF_TTL) end
end

-- Whether the person's ticket opens `room`, a table's hall with its tables.
local function admits(room, who)
  local limits = call('HGET', P .. 'limits', who)
  if not limits then return true end
  local hall = string.match(room, '^[^.]*')
  return string.find(limits, ',' .. room .. ',', 1, true) or string.find(limits, ',' .. hall .. ',', 1, true)
end

local function give_up_seat(who, remember_room)
  local room = call('HGET', P .. 'seats', who)
  if not room then return false end
  call('HDEL', P .. 'seats', who)
  call('HDEL', P .. 'put', who)
  call('SREM', P .. 'in:' .. room, who)
  call('SREM', P .. 'taken:' .. room, who)
  if remember_room then call('HSET', P .. 'last', who, room) else call('HDEL', P .. 'last', who) end
  return room
end

local function take_seat(who, room)
  give_up_seat(who, false)
  call('HSET', P .. 'seats', who, room)
  call('SADD', P .. 'in:' .. room, who)
  if call('SISMEMBER', P .. 'staff', who) == 0 then call('SADD', P .. 'taken:' .. room, who) end
end

local function vanish(who) -- no longer present, nothing held
  call('HDEL', P .. 'here', who)
  call('ZREM', P .. 'lost', who)
  call('ZREM', P .. 'away', who)
end

-- The info desk. A ticket is its last entry of the house's log; the text lies apart, so that it can go without a trace.
local HELP_RECORD_KEEP = 2000

local function help_line(x)
  return '{"t":"helped","number":' .. ms(x.number) .. ',"id":"' .. x.id .. '","state":"' .. x.state .. '","room":"'
    .. x.room .. '","at":' .. ms(x.at) .. ',"by":"' .. x.by .. '","since":' .. ms(x.since) .. ',"reason":"' .. x.reason .. '"}'
end

local function ticket(number)
  local line = call('HGET', P .. 'help', number)
  return line and cjson.decode(line)
end

local function ticket_of(who)
  local number = call('HGET', P .. 'helped', who)
  return number and ticket(number)
end

-- The ticket is open and stands where `x` says. Returns the offset of the house log.
local function put_ticket(t, author, x)
  local number = ms(x.number)
  call('HSET', P .. 'help', number, help_line(x))
  call('HSET', P .. 'helped', x.id, number)
  if x.state == 'waiting' then
    call('ZADD', P .. 'helpwaits', number, number)
    call('HDEL', P .. 'helpers', number)
  else
    call('ZREM', P .. 'helpwaits', number)
    call('HSET', P .. 'helpers', number, x.by)
  end
  return tell_house(t, author, help_line(x))
end

-- The ticket and its text are gone; the record keeps neither who asked nor what. `by`: a helper who closed it.
local function end_ticket(t, author, x, reason, by, unrecorded)
  local number = ms(x.number)
  for _, key in ipairs({'help', 'helptexts', 'helpers'}) do call('HDEL', P .. key, number) end
  call('ZREM', P .. 'helpwaits', number)
  call('HDEL', P .. 'helped', x.id)
  if not unrecorded then
    call('LPUSH', P .. 'helprecord', '{"number":' .. number .. ',"room":"' .. x.room .. '","asked":' .. ms(x.at)
      .. ',"taken":' .. ms(x.since) .. ',"closed":' .. ms(t) .. ',"reason":"' .. reason .. '","by":"' .. (by or x.by) .. '"}')
    call('LTRIM', P .. 'helprecord', 0, HELP_RECORD_KEEP - 1)
  end
  x.state, x.since, x.reason, x.by = 'closed', t, reason, by or ''
  return tell_house(t, author, help_line(x))
end

-- Nobody helps any more: in the queue again, at the place of the time of asking.
local function back_in_queue(t, author, number)
  local x = ticket(number)
  x.state, x.by, x.since = 'waiting', '', 0
  return put_ticket(t, author, x)
end

local function release_help(t, author, helper)
  local helping = call('HGETALL', P .. 'helpers')
  for i = 1, #helping, 2 do
    if helping[i + 1] == helper then back_in_queue(t, author, helping[i]) end
  end
end

-- `who` is inside no longer: asks for nothing and helps nobody.
local function leave_help(t, author, who, unrecorded)
  local x = ticket_of(who)
  if x then end_ticket(t, author, x, 'left', nil, unrecorded) end
  release_help(t, author, who)
end

-- What became of a person in a move order that is kept: `STATE AT BEFORE TO BY`, `-` where there is nothing to say. Without
-- `before` only somebody who is in the order is noted anew: it may be kept no longer, and the person may be erased.
local function fate_of(order, who)
  local said = call('HGET', P .. 'fates:' .. order, who)
  if said then return string.match(said, '^(%S+) (%d+) (%S+) (%S+) (%S+)') end
end

local function set_fate(order, who, state, t, before, to, by)
  local _, _, was_before, was_to = fate_of(order, who)
  if not was_before and not before then return end
  call('HSET', P .. 'fates:' .. order, who, state .. ' ' .. ms(t) .. ' ' .. (before or was_before) .. ' '
    .. (to or was_to) .. ' ' .. (by or '-'))
end

-- Every node that has moderators looks at the order again.
local function tell_order(order)
  if call('EXISTS', P .. 'order:' .. order) == 0 then return end
  call('HSET', P .. 'order:' .. order, 'version', call('HINCRBY', P .. 'meta', 'orders', 1))
  call('PUBLISH', P .. 'news', 'orders ' .. order .. '\n')
end

-- An order that waits for the person's browser, or for the person, waits no longer.
local function close_order(who, state, t)
  local open = call('HGET', P .. 'orders', who)
  if not open then return end
  call('HDEL', P .. 'orders', who)
  local order = cjson.decode(open)['order']
  local was = fate_of(order, who)
  if was == 'ordered' or was == 'offline' then
    set_fate(order, who, state, t)
    tell_order(order)
  end
end

-- What was announced to the person will not happen. Who calls this tells the house.
local function call_off(who, state, t, by)
  local waits = call('HGET', P .. 'announced', who)
  if not waits then return false end
  call('HDEL', P .. 'announced', who)
  call('ZREM', P .. 'due', who)
  local order = cjson.decode(waits)['order']
  set_fate(order, who, state, t, nil, nil, by)
  tell_order(order)
  return order
end
