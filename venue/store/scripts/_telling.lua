-- A store that came back emptier is told by one node at a time what it knows, in `meta`, `telling`: `TELLER UNTIL`. The
-- others wait for that, and serve nobody meanwhile: so nothing is decided anew before it is known what had been decided.
-- TELLER is it no longer once another took over, or when all is told; '' is not asked.
local function is_teller(teller)
  return teller == '' or string.match(call('HGET', P .. 'meta', 'telling') or '', '^%S+') == teller
end

-- Whoever has a connection came back since the restart, which ends all nodes' leases: where they are and what they did is for
-- the node to say that has them.
local function connected_people()
  local connected = {}
  for _, node in ipairs(call('ZRANGE', P .. 'nodes', 0, -1)) do
    for _, who in ipairs(call('HVALS', P .. 'conns:' .. node)) do connected[who] = true end
  end
  return connected
end
