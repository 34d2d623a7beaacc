-- The house at one moment, each fact under its name (venue/store/keys.py).
-- Returns {name, value, name, value...}; `end` is the offset of the house log
return {
  'epoch', call('HGET', P .. 'meta', 'epoch') or '',
  'end', tonumber(call('HGET', P .. 'ends', '~') or '0'),
  'people', call('HGETALL', P .. 'people'),
  'seats', call('HGETALL', P .. 'seats'),
  'here', call('HGETALL', P .. 'here'),
  'away', call('ZRANGE', P .. 'away', 0, -1, 'WITHSCORES'),
  'silenced', call('HGETALL', P .. 'silenced'),
  'ended', call('HGETALL', P .. 'ended'),
  'out', call('SMEMBERS', P .. 'out'),
}
