-- The store restarted: what it holds may be older than what people have seen, so all logs begin a new epoch.
-- ARGV: run id of this Redis, new epoch, who asks ("" if they know nothing of what was before), version of the event file by
-- which the rest is said, foyer, number of the run of show by which the sessions' times were made, number of rooms, then
-- room, capacity, successor..., then session, what scripts must know of it (_places.lua)...
-- Returns {epoch now in force, when names were erased or "", end of the house log as the restart left it, or "" where the
-- epoch is another restart's or nobody's: whoever knows more than that knows what was lost, 1 for who is the first,
-- ms to wait: somebody else is telling what was lost, and nothing else was done}. Who is the first (again, after some
-- trouble of theirs) tells what they know, and says when it is told; whoever asks after that time takes their place.
local TELL_MS = 2000
local t = clock()
local first, wait = 0, 0
local run = call('HGET', P .. 'meta', 'run')
if run ~= ARGV[1] then
  first = 1
  local left = call('HGET', P .. 'ends', '~') or '0'
  call('HSET', P .. 'meta', 'run', ARGV[1], 'epoch', ARGV[2], 'swept', '0', 'restarted', ARGV[2], 'left', left)
  call('HDEL', P .. 'meta', 'telling')
  -- Each node begins anew before it says who is connected there: who is from now on came after the restart.
  for _, node in ipairs(call('ZRANGE', P .. 'nodes', 0, -1)) do end_node(t, node) end
end
local teller, till = string.match(call('HGET', P .. 'meta', 'telling') or '', '^(%S+) (%d+)$')
if ARGV[3] ~= '' and (first == 1 or (teller and t >= tonumber(till))) then
  first = 1
  call('HSET', P .. 'meta', 'telling', ARGV[3] .. ' ' .. ms(t + TELL_MS))
elseif teller == ARGV[3] then
  first = 1
elseif teller then
  wait = math.max(0, tonumber(till) - t)
end
-- A node that has not heard of the run of show yet knows the plan alone: the times that count are in the store.
local function say()
  call('HSET', P .. 'meta', 'foyer', ARGV[5])
  local newer = tonumber(call('HGET', P .. 'show', 'number') or '0') > tonumber(ARGV[6])
  local known = newer and call('HGETALL', P .. 'sessions') or {}
  call('DEL', P .. 'caps', P .. 'successors', P .. 'sessions', P .. 'slots')
  local rooms_end = 7 + 3 * tonumber(ARGV[7])
  for i = 8, rooms_end, 3 do
    call('HSET', P .. 'caps', ARGV[i], ARGV[i + 1])
    call('HSET', P .. 'successors', ARGV[i], ARGV[i + 2])
  end
  for i = rooms_end + 1, #ARGV, 2 do know_session(ARGV[i], ARGV[i + 1]) end
  for i = 1, #known, 2 do retime(known[i], known[i + 1]) end
end
local counts = tonumber(call('HGET', P .. 'meta', 'version') or '0') <= tonumber(ARGV[4]) -- else a later one does
if counts and wait == 0 then say() end
local epoch = call('HGET', P .. 'meta', 'epoch')
local left = call('HGET', P .. 'meta', 'restarted') == epoch and call('HGET', P .. 'meta', 'left') or ''
return {epoch, call('HGET', P .. 'meta', 'erased') or '', left, first, wait}
