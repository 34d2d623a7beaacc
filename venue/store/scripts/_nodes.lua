-- A node says nothing more of people: those connected there are lost, unless they come back through another one.
local function end_node(t, node)
  for _, who in ipairs(call('HVALS', P .. 'conns:' .. node)) do
    if call('HEXISTS', P .. 'here', who) == 1 then call('ZADD', P .. 'lost', t, who) end
  end
  call('DEL', P .. 'conns:' .. node)
  call('ZREM', P .. 'nodes', node)
  call('HDEL', P .. 'health', node)
end
