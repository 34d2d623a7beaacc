-- The registry of copies of events, which all nodes share. Here the prefix is that of the registry, not of an event.
-- ARGV: open, slug, until, copy, how many may be open | close, slug | look | gone, slug
-- open returns 1, or 0 where there are enough. close and gone return 1. look closes those whose time is over, and
-- returns {slug, since, ...} of those that are closed but not cleared away yet, and {slug, until, ...} of the open ones.
local what, slug = ARGV[1], ARGV[2]
local t = clock()

local function close(one)
  call('HDEL', P .. 'open', one)
  call('HSET', P .. 'closed', one, ms(t)) -- anew where a node was late: what it wrote meanwhile goes, too
  call('DEL', P .. 'copy:' .. one)
end

local open = call('HGETALL', P .. 'open')
for at = 1, #open, 2 do
  if tonumber(open[at + 1]) <= t then close(open[at]) end
end
if what == 'open' then
  if call('HLEN', P .. 'open') >= tonumber(ARGV[5]) then return 0 end
  call('HSET', P .. 'open', slug, ARGV[3])
  call('SET', P .. 'copy:' .. slug, ARGV[4])
elseif what == 'close' then
  close(slug)
elseif what == 'gone' then
  call('HDEL', P .. 'closed', slug)
else
  return {call('HGETALL', P .. 'closed'), call('HGETALL', P .. 'open')}
end
return 1
