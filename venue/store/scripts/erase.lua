-- Retention: a kind of data is erased, once. The epoch changes, so that nobody keeps a copy that the store has not.
-- ARGV: messages|names|journal, new epoch
-- Returns 1 if there was anything, 0 if not.
local what = ARGV[1]
local had = 0
local kinds = {['~'] = 'names', ['!'] = 'journal'}
for _, log in ipairs(call('HKEYS', P .. 'ends')) do -- also of rooms that are not in the event file any more
  if (kinds[log] or 'messages') == what and call('EXISTS', P .. 'log:' .. log) == 1 then
    had = 1
    call('UNLINK', P .. 'log:' .. log, P .. 'edits:' .. log)
    call('HSET', P .. 'firsts', log, tonumber(call('HGET', P .. 'ends', log) or '0') + 1)
  end
end
if what == 'messages' and call('UNLINK', P .. 'helptexts') == 1 then had = 1 end
if what == 'names' then
  for _, who in ipairs(call('HKEYS', P .. 'seats')) do
    had = 1
    give_up_seat(who, false)
  end
  for _, order in ipairs(call('ZRANGE', P .. 'kept', 0, -1)) do
    call('UNLINK', P .. 'order:' .. order, P .. 'fates:' .. order)
  end
  for _, key in ipairs({'people', 'staff', 'limits', 'last', 'orders', 'here', 'lost', 'away', 'silenced', 'tickets',
    'follow', 'chosen', 'help', 'helptexts', 'helpwaits', 'helped', 'helpers', 'kept', 'put', 'announced', 'due'}) do
    if call('UNLINK', P .. key) == 1 then had = 1 end
  end
  for _, session in ipairs(call('SMEMBERS', P .. 'booked')) do
    had = 1
    for _, key in ipairs({'placed:', 'counted:', 'since:', 'offered:', 'waiting:', 'stood:'}) do
      call('UNLINK', P .. key .. session)
    end
  end
  call('DEL', P .. 'booked')
  if had == 1 then
    -- Whoever is still inside is not known any more: their passes have ended.
    call('HSET', P .. 'meta', 'erased', ms(clock()))
  end
end
if what == 'journal' then
  local versions = call('HGETALL', P .. 'versions')
  for i = 1, #versions, 2 do
    call('HSET', P .. 'versions', versions[i], (string.gsub(versions[i + 1], '"by":"[^"]*"', '"by":""', 1)))
  end
  -- Ids of those whose passes were ended are kept as long as the reasons for it.
  if call('UNLINK', P .. 'ended', P .. 'out', P .. 'helprecord') > 0 then had = 1 end
elseif had == 1 then
  call('HSET', P .. 'meta', 'epoch', ARGV[2])
end
return had
