-- The move orders that are kept, as far as they changed after a number that this script gave before (-1: all).
-- ARGV: number
-- Returns {number, ids of all, oldest first, {id, head fields, fates}...}
local since = tonumber(ARGV[1])
local found = {tonumber(call('HGET', P .. 'meta', 'orders') or '0'), call('ZRANGE', P .. 'kept', 0, -1)}
if found[1] == since then return found end
for _, id in ipairs(found[2]) do
  if tonumber(call('HGET', P .. 'order:' .. id, 'version') or '0') > since then
    found[#found + 1] = {id, call('HGETALL', P .. 'order:' .. id), call('HGETALL', P .. 'fates:' .. id)}
  end
end
return found
