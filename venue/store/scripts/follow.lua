-- A person chooses how they are taken along when the rooms change.
-- ARGV: ref, participant, always|ask|never
-- Returns {"done", offset of the house log} | {"again", ..} | {"conflict"}
local ref, who, how = ARGV[1], ARGV[2], ARGV[3]
local before = done_before(ref, 'place.follow')
if before then return before end
if (call('HGET', P .. 'follow', who) or 'ask') ~= how then
  if how == 'ask' then call('HDEL', P .. 'follow', who) else call('HSET', P .. 'follow', who, how) end
  tell_house(clock(), who, '{"t":"follows","id":"' .. who .. '","how":"' .. how .. '"}')
end
remember(ref, 'place.follow', '0 0')
return {'done', tonumber(call('HGET', P .. 'ends', '~') or '0')}
