-- Removes what has expired: dead nodes, people without connection after the grace, seats held long enough.
-- Idempotent; every node calls it every second, and whoever comes first does the work.
-- ARGV: lease ms, grace ms, hold ms, pause ms (no sweep for so long: all clocks start anew)
-- Returns the number of people it declared away or released.
local lease, grace, hold = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local t = clock()
local last = tonumber(call('HGET', P .. 'meta', 'swept') or t)
call('HSET', P .. 'meta', 'swept', ms(t))
if t - last > tonumber(ARGV[4]) then
  -- The store could not be reached, or nobody was running: nobody is declared gone for that.
  for _, node in ipairs(call('ZRANGE', P .. 'nodes', 0, -1)) do call('ZADD', P .. 'nodes', t + lease, node) end
  for _, who in ipairs(call('ZRANGE', P .. 'lost', 0, -1)) do call('ZADD', P .. 'lost', t, who) end
  for _, who in ipairs(call('ZRANGE', P .. 'away', 0, -1)) do
    call('ZADD', P .. 'away', t, who)
    tell_house(t, who, '{"t":"away","id":"' .. who .. '","at":' .. ms(t) .. '}')
  end
  return 0
end
local dead = call('ZRANGE', P .. 'nodes', '-inf', ms(t), 'BYSCORE', 'WITHSCORES')
for i = 1, #dead, 2 do
  local renewed = tonumber(dead[i + 1]) - lease
  for _, who in ipairs(call('HVALS', P .. 'conns:' .. dead[i])) do
    if call('HEXISTS', P .. 'here', who) == 1 then call('ZADD', P .. 'lost', 'GT', renewed, who) end
  end
  call('DEL', P .. 'conns:' .. dead[i])
  call('ZREM', P .. 'nodes', dead[i])
  call('HDEL', P .. 'health', dead[i])
end
local changes = 0
local due = call('ZRANGE', P .. 'lost', '-inf', ms(t - grace), 'BYSCORE', 'WITHSCORES')
if #due > 0 then
  local living = {}
  for _, node in ipairs(call('ZRANGE', P .. 'nodes', 0, -1)) do
    for _, who in ipairs(call('HVALS', P .. 'conns:' .. node)) do living[who] = true end
  end
  for i = 1, #due, 2 do
    local who, since = due[i], tonumber(due[i + 1])
    call('ZREM', P .. 'lost', who)
    if not living[who] and call('HDEL', P .. 'here', who) == 1 then
      call('ZADD', P .. 'away', since, who)
      tell_house(t, who, '{"t":"away","id":"' .. who .. '","at":' .. ms(since) .. '}')
      changes = changes + 1
    end
  end
end
for _, who in ipairs(call('ZRANGE', P .. 'away', '-inf', ms(t - hold), 'BYSCORE')) do
  call('ZREM', P .. 'away', who)
  if give_up_seat(who, true) then
    tell_house(t, who, '{"t":"left","id":"' .. who .. '","why":"released"}')
    changes = changes + 1
  end
end
local helping = call('HGETALL', P .. 'helpers')
for i = 1, #helping, 2 do -- who helps and is away now: their people are in the queue again, where they were
  if call('HEXISTS', P .. 'here', helping[i + 1]) == 0 then back_in_queue(t, '-', helping[i]) end
end
return changes
