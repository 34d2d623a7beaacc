-- The store came back emptier than it was: what the nodes still know of keeping order is put back.
-- ARGV: number of silenced, then participant, until...; number of ended, then participant, at...; then those shown out
local i = 2
for _ = 1, tonumber(ARGV[1]) do
  call('HSETNX', P .. 'silenced', ARGV[i], ARGV[i + 1])
  i = i + 2
end
local ended = tonumber(ARGV[i])
i = i + 1
for _ = 1, ended do
  call('HSETNX', P .. 'ended', ARGV[i], ARGV[i + 1])
  i = i + 2
end
for at = i, #ARGV do call('SADD', P .. 'out', ARGV[at]) end
return 1
