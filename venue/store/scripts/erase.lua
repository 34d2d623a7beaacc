-- Retention: a kind of data is erased, once. The epoch changes, so that nobody keeps a copy that the store has not.
-- ARGV: messages|names|journal, new epoch, then the logs to erase
-- Returns 1 if there was anything, 0 if not.
local what = ARGV[1]
local had = 0
for i = 3, #ARGV do
  local log = ARGV[i]
  if call('EXISTS', P .. 'log:' .. log) == 1 then
    had = 1
    call('UNLINK', P .. 'log:' .. log, P .. 'edits:' .. log)
    call('HSET', P .. 'firsts', log, tonumber(call('HGET', P .. 'ends', log) or '0') + 1)
  end
end
if what == 'names' then
  for _, who in ipairs(call('HKEYS', P .. 'seats')) do
    had = 1
    give_up_seat(who, false)
  end
  for _, key in ipairs({'people', 'staff', 'limits', 'last', 'orders', 'here', 'lost', 'away', 'silenced', 'tickets'}) do
    if call('UNLINK', P .. key) == 1 then had = 1 end
  end
  if had == 1 then
    -- Whoever is still inside is not known any more: their passes have ended.
    call('HSET', P .. 'meta', 'erased', ms(clock()))
  end
end
if had == 1 then call('HSET', P .. 'meta', 'epoch', ARGV[2]) end
return had
