-- The store came back emptier than it was: what a node still knows is put back. What the store knows itself counts.
-- ARGV: number of silenced, then participant, until...; number of ended, then participant, at...;
--       number of seats, then participant, room... (they find them when they arrive); then those shown out
local i = 1
local function each(put)
  local count = tonumber(ARGV[i])
  i = i + 1
  for _ = 1, count do
    put(ARGV[i], ARGV[i + 1])
    i = i + 2
  end
end
each(function(who, till) call('HSETNX', P .. 'silenced', who, till) end)
each(function(who, at) call('HSETNX', P .. 'ended', who, at) end)
each(function(who, room)
  if call('HEXISTS', P .. 'seats', who) == 0 then call('HSETNX', P .. 'last', who, room) end
end)
for at = i, #ARGV do call('SADD', P .. 'out', ARGV[at]) end
return 1
