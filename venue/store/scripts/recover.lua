-- The store restarted: what it holds may be older than what people have seen, so all logs begin a new epoch.
-- ARGV: run id of this Redis, new epoch, number of rooms, then room, capacity, room, capacity..., then session, what
-- scripts must know of it (_places.lua), session...
-- Returns {epoch now in force, when names were erased or "", end of the house log as the restart left it, or "" where the
-- epoch is another restart's or nobody's: whoever knows more than that knows what was lost, 1 for who is the first}.
local first = 0
local run = call('HGET', P .. 'meta', 'run')
if run ~= ARGV[1] then
  first = 1
  local left = call('HGET', P .. 'ends', '~') or '0'
  call('HSET', P .. 'meta', 'run', ARGV[1], 'epoch', ARGV[2], 'swept', '0', 'restarted', ARGV[2], 'left', left)
end
call('DEL', P .. 'caps', P .. 'sessions', P .. 'slots')
local rooms_end = 3 + 2 * tonumber(ARGV[3])
for i = 4, rooms_end, 2 do call('HSET', P .. 'caps', ARGV[i], ARGV[i + 1]) end
for i = rooms_end + 1, #ARGV, 2 do know_session(ARGV[i], ARGV[i + 1]) end
local epoch = call('HGET', P .. 'meta', 'epoch')
local left = call('HGET', P .. 'meta', 'restarted') == epoch and call('HGET', P .. 'meta', 'left') or ''
return {epoch, call('HGET', P .. 'meta', 'erased') or '', left, first}
