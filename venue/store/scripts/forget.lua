-- A person is erased: everything but what they said, which is amended message by message.
-- ARGV: participant, 1 if they are of a rehearsal: then the journal forgets what they did, too
local who = ARGV[1]
local t = clock()
give_up_seat(who, false)
vanish(who)
give_up_places(t, who)
if call('HDEL', P .. 'follow', who) == 1 then
  tell_house(t, who, '{"t":"follows","id":"' .. who .. '","how":"ask"}')
end
leave_help(t, '-', who, ARGV[2] == '1')
call_off(who, 'barred', t)
for _, key in ipairs({'people', 'limits', 'last', 'orders', 'put', 'chosen'}) do call('HDEL', P .. key, who) end
for _, key in ipairs({'staff', 'out'}) do call('SREM', P .. key, who) end
call('HSET', P .. 'ended', who, ms(t))
-- `silenced` stays, an id without a name: erasing oneself and coming back with the same ticket must not lift it.
-- The name under which they moved others or kept order: it stands at the end of an order and of an entry.
local function nameless(text, tail) return (string.gsub(text, ',"by_name":.*', tail)) end
for _, key in ipairs({'orders', 'announced'}) do
  local orders = call('HGETALL', P .. key)
  for i = 1, #orders, 2 do
    if string.find(orders[i + 1], '"by":"' .. who .. '"', 1, true) then
      call('HSET', P .. key, orders[i], nameless(orders[i + 1], ',"by_name":"","reason":""}'))
    end
  end
end
for _, order in ipairs(call('ZRANGE', P .. 'kept', 0, -1)) do
  local key, there = P .. 'order:' .. order, call('HDEL', P .. 'fates:' .. order, who)
  local by = call('HGET', key, 'by')
  if by == who then
    call('HSET', key, 'by_name', '', 'reason', '', 'told', nameless(call('HGET', key, 'told'), ',"by_name":"","reason":""'))
  end
  if call('HGET', key, 'undone_by') == who then call('HSET', key, 'undone_name', '') end
  if call('HGET', key, 'cancelled_by') == who then call('HSET', key, 'cancelled_name', '') end
  if there == 1 or by == who then tell_order(order) end
end
local log = P .. 'log:~'
local entries = call('HGETALL', log)
for i = 1, #entries, 2 do
  local stamp, author = string.match(entries[i + 1], '^(%d+) (%S+) ')
  if author == who and string.find(entries[i + 1], '"p":', 1, true) then
    call('HSET', log, entries[i], stamp .. ' - {"t":"void"}')
  elseif author == who then
    call('HSET', log, entries[i], nameless(entries[i + 1], '}'))
  end
end
if ARGV[2] == '1' then
  local kept = call('HGETALL', P .. 'log:!')
  for i = 1, #kept, 2 do
    local _, author = string.match(kept[i + 1], '^(%d+) (%S+) ')
    if author == who then call('HDEL', P .. 'log:!', kept[i]) end
  end
  for _, ended in ipairs(call('LRANGE', P .. 'helprecord', 0, -1)) do
    if cjson.decode(ended)['by'] == who then call('LREM', P .. 'helprecord', 0, ended) end
  end
end
tell_house(t, '-', '{"t":"forgotten","id":"' .. who .. '","at":' .. ms(t) .. '}')
return 1
