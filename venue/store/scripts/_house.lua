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

-- Whether `who` may take a seat in `room` now: the ticket's limits, then the capacity.
local function admits(room, who)
  local limits = call('HGET', P .. 'limits', who)
  if not limits then return true end
  local hall = string.match(room, '^[^.]*')
  return string.find(limits, ',' .. room .. ',', 1, true) or string.find(limits, ',' .. hall .. ',', 1, true)
end

local function has_seat_for(room, who)
  local capacity = call('HGET', P .. 'caps', room)
  if not capacity then return false end
  if capacity == '' or call('SISMEMBER', P .. 'staff', who) == 1 then return true end
  if call('SISMEMBER', P .. 'taken:' .. room, who) == 1 then return true end
  return call('SCARD', P .. 'taken:' .. room) < tonumber(capacity)
end

local function give_up_seat(who, remember_room)
  local room = call('HGET', P .. 'seats', who)
  if not room then return false end
  call('HDEL', P .. 'seats', who)
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
