-- A person answers what was announced to them: goes now, asks for two more minutes, or declines.
-- ARGV: ref, verb (order.go|order.more|order.decline), participant, order, how long "more" is, ms
-- Returns {"done"} | {"again", ..} | {"conflict"} | {"no_order"} | {"not_allowed"} | {"room_full"}
local ref, verb, who, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local before = done_before(ref, verb)
if before then return before end
local said = call('HGET', P .. 'announced', who)
local waits = said and cjson.decode(said)
if not waits or waits.order ~= id then return {'no_order'} end
local t = clock()
if verb == 'order.go' then
  local order = kept_order(id, waits)
  local found = decide(order, {who})
  if #found.full > 0 then return {'room_full'} end -- it stays announced: there may be a seat by then
  carry_out(order, found, t)
elseif verb == 'order.more' then
  if waits.more < 1 then return {'not_allowed'} end
  local at = waits.at + tonumber(ARGV[5])
  said = string.gsub(said, '"at":%d+,"more":%d+', '"at":' .. ms(at) .. ',"more":' .. ms(waits.more - 1), 1)
  call('HSET', P .. 'announced', who, said)
  call('ZADD', P .. 'due', at, who)
  tell_house(t, waits.by, '{"t":"announced","ids":["' .. who .. '"],' .. string.sub(said, 2))
else
  if not waits.may_decline then return {'not_allowed'} end
  call_off(who, 'declined', t)
  tell_house(t, who, '{"t":"called_off","ids":["' .. who .. '"],"order":"' .. id .. '","why":"declined"}')
end
remember(ref, verb, '0 0')
return {'done'}
