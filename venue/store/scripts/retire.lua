-- A node stops in order: its people are lost from now on, unless they come back through another one.
-- ARGV: node
local node, t = ARGV[1], clock()
for _, who in ipairs(call('HVALS', P .. 'conns:' .. node)) do
  if call('HEXISTS', P .. 'here', who) == 1 then call('ZADD', P .. 'lost', t, who) end
end
call('DEL', P .. 'conns:' .. node)
call('ZREM', P .. 'nodes', node)
call('HDEL', P .. 'health', node)
return 1
