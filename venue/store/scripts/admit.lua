-- A person is known at this event from now on, or has other roles; whoever is inside keeps their seat.
-- ARGV: participant, person JSON, staff 1|0, limits (",room,room," or ""), 1 to leave alone whom the store knows,
--       1 if their roles work at the info desk
-- Returns the offset of the house log from which on this is known.
local who, person, staff, limits = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local known = call('HGET', P .. 'people', who)
if known == person or (known and ARGV[5] == '1') then return tonumber(call('HGET', P .. 'ends', '~') or '0') end
call('HSET', P .. 'people', who, person)
if limits == '' then call('HDEL', P .. 'limits', who) else call('HSET', P .. 'limits', who, limits) end
if ARGV[6] ~= '1' then release_help(clock(), '-', who) end
local room = call('HGET', P .. 'seats', who)
if staff == '1' then
  call('SADD', P .. 'staff', who)
  if room then call('SREM', P .. 'taken:' .. room, who) end
else
  call('SREM', P .. 'staff', who)
  if room then call('SADD', P .. 'taken:' .. room, who) end
end
local t = clock()
recount_places(t, who, staff == '1')
return tell_house(t, who, '{"t":"changed","p":' .. person .. '}')
