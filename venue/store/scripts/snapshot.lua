-- The house at one moment.
-- Returns {epoch, offset of the house log, people, seats, here, away (with scores), silenced, ended, out}
return {
  call('HGET', P .. 'meta', 'epoch') or '', tonumber(call('HGET', P .. 'ends', '~') or '0'),
  call('HGETALL', P .. 'people'), call('HGETALL', P .. 'seats'), call('HGETALL', P .. 'here'),
  call('ZRANGE', P .. 'away', 0, -1, 'WITHSCORES'), call('HGETALL', P .. 'silenced'), call('HGETALL', P .. 'ended'),
  call('SMEMBERS', P .. 'out'),
}
