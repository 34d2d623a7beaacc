-- A node renews its lease and says how it is.
-- ARGV: node, health JSON, lease ms, 1 to begin a new incarnation
-- Returns 1; 0 when the lease was over: the node must begin a new incarnation.
local node = ARGV[1]
if ARGV[4] ~= '1' and not call('ZSCORE', P .. 'nodes', node) then return 0 end
call('ZADD', P .. 'nodes', clock() + tonumber(ARGV[3]), node)
call('HSET', P .. 'health', node, ARGV[2])
return 1
