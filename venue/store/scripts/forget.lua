-- A person is erased: everything but what they said, which is amended message by message before.
-- ARGV: participant
local who = ARGV[1]
local t = clock()
give_up_seat(who, false)
vanish(who)
for _, key in ipairs({'people', 'limits', 'last', 'orders', 'silenced'}) do call('HDEL', P .. key, who) end
for _, key in ipairs({'staff', 'out'}) do call('SREM', P .. key, who) end
call('HSET', P .. 'ended', who, ms(t))
local log = P .. 'log:~'
local entries = call('HGETALL', log)
for i = 1, #entries, 2 do
  local stamp, author = string.match(entries[i + 1], '^(%d+) (%S+) ')
  if author == who and string.find(entries[i + 1], '"p":', 1, true) then
    call('HSET', log, entries[i], stamp .. ' - {"t":"void"}')
  end
end
tell_house(t, '-', '{"t":"forgotten","id":"' .. who .. '","at":' .. ms(t) .. '}')
return 1
