-- The store restarted: what it holds may be older than what people have seen, so all logs begin a new epoch.
-- ARGV: run id of this Redis, new epoch, version of the event file by which the rest is said, foyer, number of the run of
-- show by which the sessions' times were made, number of rooms, then room, capacity, successor..., then session, what
-- scripts must know of it (_places.lua)...
-- Returns {epoch now in force, when names were erased or "", end of the house log as the restart left it, or "" where the
-- epoch is another restart's or nobody's: whoever knows more than that knows what was lost, 1 for who is the first}.
local first = 0
local run = call('HGET', P .. 'meta', 'run')
if run ~= ARGV[1] then
  first = 1
  local left = call('HGET', P .. 'ends', '~') or '0'
  call('HSET', P .. 'meta', 'run', ARGV[1], 'epoch', ARGV[2], 'swept', '0', 'restarted', ARGV[2], 'left', left)
end
-- A node that has not heard of the run of show yet knows the plan alone: the times that count are in the store.
local function say()
  call('HSET', P .. 'meta', 'foyer', ARGV[4])
  local newer = tonumber(call('HGET', P .. 'show', 'number') or '0') > tonumber(ARGV[5])
  local known = newer and call('HGETALL', P .. 'sessions') or {}
  call('DEL', P .. 'caps', P .. 'successors', P .. 'sessions', P .. 'slots')
  local rooms_end = 6 + 3 * tonumber(ARGV[6])
  for i = 7, rooms_end, 3 do
    call('HSET', P .. 'caps', ARGV[i], ARGV[i + 1])
    call('HSET', P .. 'successors', ARGV[i], ARGV[i + 2])
  end
  for i = rooms_end + 1, #ARGV, 2 do know_session(ARGV[i], ARGV[i + 1]) end
  for i = 1, #known, 2 do retime(known[i], known[i + 1]) end
end
if tonumber(call('HGET', P .. 'meta', 'version') or '0') <= tonumber(ARGV[3]) then say() end -- else a later one counts
local epoch = call('HGET', P .. 'meta', 'epoch')
local left = call('HGET', P .. 'meta', 'restarted') == epoch and call('HGET', P .. 'meta', 'left') or ''
return {epoch, call('HGET', P .. 'meta', 'erased') or '', left, first}
