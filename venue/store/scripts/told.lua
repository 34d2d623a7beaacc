-- A store that came back emptier was told all that this node knows: nobody waits for it any more.
-- ARGV: teller
-- Returns 1
if is_teller(ARGV[1]) then call('HDEL', P .. 'meta', 'telling') end
return 1
