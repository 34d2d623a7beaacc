-- The house at one moment, each fact under its name (venue/store/keys.py).
-- Returns {name, value, name, value...}; `end` is the offset of the house log
local places = {}
for _, session in ipairs(call('SMEMBERS', P .. 'booked')) do
  places[#places + 1] = {
    session,
    call('SMEMBERS', P .. 'placed:' .. session),
    call('SMEMBERS', P .. 'counted:' .. session),
    call('ZRANGE', P .. 'offered:' .. session, 0, -1, 'WITHSCORES'),
    call('ZRANGE', P .. 'waiting:' .. session, 0, -1, 'WITHSCORES'),
    call('HGETALL', P .. 'since:' .. session),
  }
end
return {
  'epoch', call('HGET', P .. 'meta', 'epoch') or '',
  'published', tonumber(call('HGET', P .. 'meta', 'version') or '0'),
  'end', tonumber(call('HGET', P .. 'ends', '~') or '0'),
  'people', call('HGETALL', P .. 'people'),
  'seats', call('HGETALL', P .. 'seats'),
  'here', call('HGETALL', P .. 'here'),
  'away', call('ZRANGE', P .. 'away', 0, -1, 'WITHSCORES'),
  'silenced', call('HGETALL', P .. 'silenced'),
  'ended', call('HGETALL', P .. 'ended'),
  'show', call('HGET', P .. 'show', 'state') or '',
  'announced', call('HGETALL', P .. 'announced'),
  'out', call('SMEMBERS', P .. 'out'),
  'places', places,
  'follow', call('HGETALL', P .. 'follow'),
  'chosen', call('HGETALL', P .. 'chosen'),
  'closed', call('SMEMBERS', P .. 'closed'),
  'closings', tonumber(call('HGET', P .. 'meta', 'closings') or '0'),
  'help', call('HGETALL', P .. 'help'),
  'help_last', tonumber(call('HGET', P .. 'meta', 'helplast') or '0'),
}
