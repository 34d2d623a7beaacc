-- A message gets another text, or loses it: in the log, in the log's earlier edits, and for everybody who listens.
-- ARGV: ref, participant, room, message, expected log value, new log body, event body, event time, keep, verb,
--       here 1|0 (must the person be in the room), journal JSON or "", journal keep
-- Returns {"done", offset, at} | {"again", ..} | {"conflict"} | {"not_here"} | {"silenced"} | {"changed"}: read anew and repeat
local ref, who, room, message, expected = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local body, event, at, verb = ARGV[6], ARGV[7], ARGV[8], ARGV[10]
local before = done_before(ref, verb)
if before then return before end
if ARGV[11] == '1' then
  if call('HGET', P .. 'seats', who) ~= room then return {'not_here'} end
  local till = call('HGET', P .. 'silenced', who)
  if verb == 'chat.edit' and till and (till == '0' or tonumber(till) > tonumber(at)) then return {'silenced'} end
end
local log = P .. 'log:' .. room
if call('HGET', log, message) ~= expected then return {'changed'} end
local stamp = string.match(expected, '^%d+ %S+ ')
call('HSET', log, message, stamp .. body)
local edit = call('HGET', P .. 'edits:' .. room, message)
if edit then
  local old = call('HGET', log, edit)
  if old then call('HSET', log, edit, string.match(old, '^%d+ %S+ ') .. '{"on":"log.voided"}') end
end
local offset = append(room, tonumber(at), who, event, ARGV[9], message, body, edit)
if verb == 'chat.edit' then
  call('HSET', P .. 'edits:' .. room, message, offset)
else
  call('HDEL', P .. 'edits:' .. room, message)
end
if ARGV[12] ~= '' then journal(clock(), who, ARGV[12], ARGV[13]) end
remember(ref, verb, offset .. ' ' .. at)
return {'done', offset, at}
