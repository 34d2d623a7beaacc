-- A moderator moves people to a room: decided for everybody in one step.
-- ARGV: ref, to, dry 1|0, order JSON (without braces: `"order":..,"by":..,"by_name":..,"reason":..`), mover,
--       journal JSON with `"count":0`, journal keep, mode (people|rooms|everyone), then participants or rooms
-- Returns {"done", moved, already, offline, full, barred} (each a list) | {"again", receipt} | {"conflict"} | {"no_room"}
local ref, to, dry, order, mover = ARGV[1], ARGV[2], ARGV[3] == '1', ARGV[4], ARGV[5]
if not dry then
  local before = done_before(ref, 'people.move')
  if before then return before end
end
if not call('HGET', P .. 'caps', to) then return {'no_room'} end

local people = {}
local mode = ARGV[8]
if mode == 'people' then
  local seen = {}
  for i = 9, #ARGV do
    if not seen[ARGV[i]] then people[#people + 1] = ARGV[i] end
    seen[ARGV[i]] = true
  end
elseif mode == 'rooms' then
  for i = 9, #ARGV do
    for _, who in ipairs(call('SMEMBERS', P .. 'in:' .. ARGV[i])) do
      if who ~= mover then people[#people + 1] = who end
    end
  end
else
  for _, who in ipairs(call('HKEYS', P .. 'seats')) do
    if who ~= mover then people[#people + 1] = who end
  end
end
table.sort(people)

local moved, already, offline, full, barred = {}, {}, {}, {}, {}
local open_order = '{"to":"' .. to .. '",' .. order .. '}'
local capacity = call('HGET', P .. 'caps', to)
local free = capacity == '' and 1e9 or tonumber(capacity) - call('SCARD', P .. 'taken:' .. to)
for _, who in ipairs(people) do
  if call('HEXISTS', P .. 'people', who) == 0 or call('SISMEMBER', P .. 'out', who) == 1 or not admits(to, who) then
    barred[#barred + 1] = who
  elseif call('HEXISTS', P .. 'here', who) == 0 then
    offline[#offline + 1] = who
    if not dry then call('HSET', P .. 'orders', who, open_order) end
  elseif call('HGET', P .. 'seats', who) == to then
    already[#already + 1] = who
    if not dry then call('HDEL', P .. 'orders', who) end
  else
    local staff = call('SISMEMBER', P .. 'staff', who) == 1
    if staff or free > 0 then
      moved[#moved + 1] = who
      if not staff then free = free - 1 end
      if not dry then
        take_seat(who, to)
        call('HSET', P .. 'orders', who, open_order) -- until their browser shows it: it may be away for a moment
      end
    else
      full[#full + 1] = who
    end
  end
end
if not dry then
  local t = clock()
  if #moved > 0 then
    tell_house(t, mover, '{"t":"moved","ids":["' .. table.concat(moved, '","') .. '"],"to":"' .. to
      .. '","cause":"moderator","at":' .. ms(t) .. ',' .. order .. '}')
  end
  journal(t, mover, (string.gsub(ARGV[6], '"count":0', '"count":' .. (#moved + #offline), 1)), ARGV[7])
  remember(ref, 'people.move', cjson.encode({moved, already, offline, full, barred}))
end
return {'done', moved, already, offline, full, barred}
