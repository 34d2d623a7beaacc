-- A moderator moves people: decided for everybody in one step, at once, or announced to be carried out later.
-- ARGV: ref, order id, rooms with commas between, dry 1|0, order JSON (without braces: `"order":..,"by":..,"by_name":..,
--       "reason":..`), mover, journal JSON with `"count":0`, journal keep, plan JSON {spread, seed, together, delay (ms),
--       more, may_decline, by_name, reason}, mode (people|rooms|everyone), then participants or rooms
-- Returns {"done"|"again", JSON of {moved, already, offline, full, barred, announced, into, apart, overtaken, due}} |
--         {"conflict"} | {"no_room"} | {"room_closed"}
local ref, id, dry, told, mover, mode = ARGV[1], ARGV[2], ARGV[4] == '1', ARGV[5], ARGV[6], ARGV[10]
local plan = cjson.decode(ARGV[9])
if not dry then
  local before = done_before(ref, 'people.move')
  if before then return before end
end
local rooms = {}
for room in string.gmatch(ARGV[3], '[^,]+') do
  if not call('HGET', P .. 'caps', room) then return {'no_room'} end
  if is_closed(room) then return {'room_closed'} end
  rooms[#rooms + 1] = room
end

local people, seen = {}, {}
local function name(who)
  if not seen[who] then people[#people + 1] = who end
  seen[who] = true
end
if mode == 'people' then
  for i = 11, #ARGV do name(ARGV[i]) end
else
  seen[mover] = true
  if mode == 'rooms' then
    for i = 11, #ARGV do
      for _, who in ipairs(call('SMEMBERS', P .. 'in:' .. ARGV[i])) do name(who) end
    end
  else
    for _, who in ipairs(call('HKEYS', P .. 'seats')) do name(who) end
  end
end
table.sort(people)

local t = clock()
local order = {
  id = id, by = mover, told = told, rooms = rooms, spread = plan.spread, seed = plan.seed, together = plan.together,
}
local found = decide(order, people)
local announced, overtaken, due = {}, {}, 0
if plan.delay > 0 then
  due = t + plan.delay
  for _, list in ipairs({'moved', 'offline', 'full'}) do -- who finds a seat is decided when it happens
    for _, who in ipairs(found[list]) do announced[#announced + 1] = who end
    if not dry then found[list] = {} end
  end
  table.sort(announced)
end
if not dry then
  call('HSET', P .. 'order:' .. id, 'by', mover, 'by_name', plan.by_name, 'reason', plan.reason, 'told', told, 'rooms', ARGV[3],
    'spread', plan.spread, 'seed', plan.seed, 'together', #plan.together > 0 and cjson.encode(plan.together) or '[]',
    'at', ms(t), 'due', ms(due), 'more', plan.more, 'may_decline', tostring(plan.may_decline))
  call('ZADD', P .. 'kept', t, id)
  drop_old_orders(t)
  if #announced > 0 then
    local waits = '"to":"' .. rooms[1] .. '","rooms":' .. quoted(rooms) .. ',"at":' .. ms(due) .. ',"more":' .. plan.more
      .. ',"may_decline":' .. tostring(plan.may_decline) .. ',' .. told .. '}'
    local off = {}
    for _, who in ipairs(announced) do
      local was = call('HGET', P .. 'announced', who)
      local other = was and cjson.decode(was)['order']
      if other then
        call_off(who, 'overtaken', t, id)
        local giver = call('HMGET', P .. 'order:' .. other, 'by', 'at')
        if giver[1] and giver[1] ~= mover then overtaken[#overtaken + 1] = {who, other, giver[1], giver[2]} end
      end
      call('HSET', P .. 'announced', who, '{' .. waits)
      call('ZADD', P .. 'due', due, who)
      if call('HLEN', P .. 'fates:' .. id) < KEPT_PEOPLE then
        local before = call('HGET', P .. 'seats', who) or call('HGET', P .. 'last', who) or '-'
        set_fate(id, who, 'announced', t, before, '-')
      end
    end
    tell_house(t, mover, '{"t":"announced","ids":' .. quoted(announced) .. ',' .. waits)
  end
  for _, each in ipairs(carry_out(order, found, t)) do overtaken[#overtaken + 1] = each end
  -- Whoever waits for nothing in it is in the order, too.
  local count = #found.moved + #found.offline + #announced
  journal(t, mover, (string.gsub(ARGV[7], '"count":0', '"count":' .. count, 1)), ARGV[8])
end
local into = {}
for _, who in ipairs(found.moved) do
  local room = found.into[who]
  into[room] = into[room] or {}
  into[room][#into[room] + 1] = who
end
local receipt = cjson.encode({
  moved = found.moved, already = found.already, offline = found.offline, full = found.full, barred = found.barred,
  announced = announced, into = into, apart = found.apart, overtaken = overtaken, due = due,
})
if not dry then remember(ref, 'people.move', receipt) end
return {'done', receipt}
