-- A connection closed. The person stays present for the grace: the sweep decides.
-- ARGV: participant, node, connection, 1 if it was their last on this node
local who, node, conn, last = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
call('HDEL', P .. 'conns:' .. node, conn)
if last == '1' and call('HEXISTS', P .. 'here', who) == 1 then call('ZADD', P .. 'lost', clock(), who) end
return 1
