-- The store restarted: what it holds may be older than what people have seen, so all logs begin a new epoch.
-- ARGV: run id of this Redis, new epoch, then room, capacity, room, capacity...
-- Returns {epoch now in force, when names were erased or ""}.
local run = call('HGET', P .. 'meta', 'run')
if run ~= ARGV[1] then
  call('HSET', P .. 'meta', 'run', ARGV[1], 'epoch', ARGV[2], 'swept', '0')
end
call('DEL', P .. 'caps')
for i = 3, #ARGV, 2 do call('HSET', P .. 'caps', ARGV[i], ARGV[i + 1]) end
return {call('HGET', P .. 'meta', 'epoch'), call('HGET', P .. 'meta', 'erased') or ''}
