-- Whether a ticket was withdrawn. A script, so that a storm of arrivals asks in one pipeline with what else it does.
-- ARGV: ticket id
-- Returns 1 or 0
return call('SISMEMBER', P .. 'revoked', ARGV[1])
