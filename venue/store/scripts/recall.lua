-- A move order is cancelled (whoever is not moved yet stays) or undone (whoever is still there returns, too). Once: every
-- repetition, by whomever, gets the same receipt.
-- ARGV: ref, verb (order.cancel|order.undo), by, by_name, order, told JSON of the way back (as an order's, without braces),
--       journal JSON with `"count":0`, journal keep
-- Returns {"done"|"again", JSON of {cancelled, returned, stayed, full, barred}} | {"conflict"} | {"no_order"}
local ref, verb, by, by_name, id, told = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local before = done_before(ref, verb)
if before then return before end
local key, field = P .. 'order:' .. id, verb == 'order.undo' and 'undone' or 'cancelled'
if call('EXISTS', key) == 0 then return {'no_order'} end
local done = call('HGET', key, field)
if done then
  remember(ref, verb, done)
  return {'again', done}
end
local t = clock()
local said = {cancelled = {}, returned = {}, stayed = {}, full = {}, barred = {}}
local fates = call('HGETALL', P .. 'fates:' .. id)
local people = {}
for i = 1, #fates, 2 do people[#people + 1] = fates[i] end
table.sort(people)

-- They were moved, and lost their seat before their browser showed it: the order would put them there again.
local function is_to_follow(who)
  local open = call('HEXISTS', P .. 'seats', who) == 0 and call('HGET', P .. 'orders', who)
  return open and cjson.decode(open)['order'] == id
end

-- Another order waits for them, or somebody else has announced one: it came later, since an order takes away whatever waited
-- before it. What the same moderator announced is overtaken by their newer word.
local function is_ordered_elsewhere(who)
  local open = call('HGET', P .. 'orders', who)
  if open and cjson.decode(open)['order'] ~= id then return true end
  local waits = call('HGET', P .. 'announced', who)
  return waits and cjson.decode(waits)['by'] ~= by
end

-- This order brought them where they are: none came after it, or only one that found them there, and was taken back.
local function brought(who, room)
  local put = call('HGET', P .. 'put', who)
  if put == id or not put then return put == id end
  local void = call('HMGET', P .. 'order:' .. put, 'undone', 'cancelled')
  return fate_of(put, who) == 'already' and (void[1] or void[2]) and call('HGET', P .. 'seats', who) == room
end

local announced, back, from, to = {}, {}, {}, {}
for _, who in ipairs(people) do
  local state, _, was, room = fate_of(id, who)
  if state == 'offline' then
    local open = call('HGET', P .. 'orders', who)
    if open and cjson.decode(open)['order'] == id then
      call('HDEL', P .. 'orders', who)
      set_fate(id, who, 'cancelled', t)
      said.cancelled[#said.cancelled + 1] = who
    end
  elseif state == 'announced' then
    local waits = call('HGET', P .. 'announced', who)
    if waits and cjson.decode(waits)['order'] == id then
      call('HDEL', P .. 'announced', who)
      call('ZREM', P .. 'due', who)
      announced[#announced + 1] = who
    end
    set_fate(id, who, 'cancelled', t)
    said.cancelled[#said.cancelled + 1] = who
  elseif field == 'undone' and state == 'ordered' and is_to_follow(who) then
    call('HDEL', P .. 'orders', who)
    if was == '-' then call('HDEL', P .. 'last', who) else call('HSET', P .. 'last', who, was) end
    set_fate(id, who, 'cancelled', t)
    said.cancelled[#said.cancelled + 1] = who
  elseif field == 'undone' and (state == 'ordered' or state == 'arrived' or state == 'overtaken') then
    -- Where they sit and what waits for them decides, not whether a later order came so soon that it overtook this one: it may
    -- have come to nothing.
    if is_ordered_elsewhere(who) or not brought(who, room) or was == '-' then
      said.stayed[#said.stayed + 1] = who
    elseif not call('HGET', P .. 'caps', was) or is_closed(was) or not admits(was, who) then
      said.barred[#said.barred + 1] = who
    else
      back[#back + 1], from[who], to[who] = who, room, was
    end
  elseif field == 'undone' and state == 'elsewhere' then
    said.stayed[#said.stayed + 1] = who
  end
end
if #announced > 0 then
  tell_house(t, by, '{"t":"called_off","ids":' .. quoted(announced) .. ',"order":"' .. id .. '","why":"cancelled"}')
end

-- All seats are given up first, so that two who change places can. Whoever finds none keeps the seat they have, which may
-- take another one's: then it is decided anew, with them staying.
local staying, again = {}, true
while again do
  again = false
  local free = {}
  local function take(room, who)
    if call('SISMEMBER', P .. 'staff', who) == 1 then return true end
    if not free[room] then
      local capacity = call('HGET', P .. 'caps', room)
      free[room] = (capacity == '' and 1e9 or tonumber(capacity or 0)) - call('SCARD', P .. 'taken:' .. room)
      for _, each in ipairs(back) do
        if call('SISMEMBER', P .. 'taken:' .. room, each) == 1 then free[room] = free[room] + 1 end
      end
    end
    free[room] = free[room] - 1
    return free[room] >= 0
  end
  for _, who in ipairs(back) do
    if staying[who] then take(from[who], who) end
  end
  for _, who in ipairs(back) do
    if not staying[who] and not take(to[who], who) then staying[who], again = true, true end
  end
end
local rooms, into, touched = {}, {}, {[id] = true}
for _, who in ipairs(back) do
  if not staying[who] then
    -- Whoever is moved is moved: what was announced to them meanwhile is overtaken, as by any order.
    overtake(who, id, by, t, {}, touched)
    give_up_seat(who, false)
  end
end
for _, who in ipairs(back) do
  local room = to[who]
  if staying[who] then
    said.full[#said.full + 1] = who
  else
    take_seat(who, room)
    choose(who, t)
    call('HSET', P .. 'orders', who, '{"to":"' .. room .. '",' .. told .. '}')
    set_fate(id, who, 'returned', t)
    said.returned[#said.returned + 1] = who
    if not into[room] then
      into[room] = {}
      rooms[#rooms + 1] = room
    end
    into[room][#into[room] + 1] = who
  end
end
table.sort(rooms)
for _, room in ipairs(rooms) do
  tell_house(t, by, '{"t":"moved","ids":' .. quoted(into[room]) .. ',"to":"' .. room .. '","cause":"moderator","at":' .. ms(t)
    .. ',' .. told .. '}')
end
local receipt = cjson.encode(said)
call('HSET', key, field, receipt, field .. '_by', by, field .. '_name', by_name, field .. '_at', ms(t))
local changed = {}
for each in pairs(touched) do changed[#changed + 1] = each end
table.sort(changed)
for _, each in ipairs(changed) do tell_order(each) end
journal(t, by, (string.gsub(ARGV[7], '"count":0', '"count":' .. (#said.cancelled + #said.returned), 1)), ARGV[8])
remember(ref, verb, receipt)
return {'done', receipt}
