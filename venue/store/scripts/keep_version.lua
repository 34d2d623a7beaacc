-- The store came back and remembers an older version of the event file than this node serves, or none: it is put back.
-- Which texts ever counted is put back in any case.
-- ARGV: number, what is said of it (JSON), text, digests kept, then digests of texts that counted...
-- Returns 1 if it was put back, 0 where the store knows this one or a later one.
for i = 5, #ARGV do call('ZADD', P .. 'digests', 'NX', ms(clock()), ARGV[i]) end
call('ZREMRANGEBYRANK', P .. 'digests', 0, -1 - tonumber(ARGV[4]))
if tonumber(call('HGET', P .. 'meta', 'version') or '0') >= tonumber(ARGV[1]) then return 0 end
call('HSET', P .. 'versions', ARGV[1], ARGV[2])
call('HSET', P .. 'texts', ARGV[1], ARGV[3])
call('HSET', P .. 'meta', 'version', ARGV[1])
tell_house(clock(), '-', '{"t":"published","number":' .. ARGV[1] .. '}')
return 1
