-- The info desk: somebody asks for help or needs it no longer; somebody helps, hands the ticket back, or closes it.
-- ARGV: ref (PERSON:REF), verb, by, ticket number or 0, text (ask) or reason (close), most open tickets, roles that help...
-- Returns {"done", receipt, offset of the house log that says so} | {"again", receipt} | {"conflict"} | {"not_here"}
--         | {"not_found"} | {"not_allowed"} | {"help_full"} | {"help_taken"}
-- Receipts: `NUMBER AHEAD` (ask), `NUMBER HELPER` (take: who has it now), `0` (the others).
local ref, verb, by, number = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local before = done_before(ref, verb)
if before then return before end
local t = clock()
local offset = tonumber(call('HGET', P .. 'ends', '~') or '0')

local function done(receipt)
  remember(ref, verb, receipt)
  return {'done', receipt, offset}
end

local function helps(who)
  local roles = cjson.decode(call('HGET', P .. 'people', who) or '{}')['roles'] or {}
  for _, role in ipairs(roles) do
    for i = 7, #ARGV do
      if role == ARGV[i] then return true end
    end
  end
  return false
end

if verb == 'help.ask' then
  local room = call('HGET', P .. 'seats', by)
  if not room or call('HEXISTS', P .. 'here', by) == 0 then return {'not_here'} end
  local x = ticket_of(by)
  if not x then
    if call('HLEN', P .. 'help') >= tonumber(ARGV[6]) then return {'help_full'} end
    x = {number = call('HINCRBY', P .. 'meta', 'helplast', 1), id = by, state = 'waiting', room = room, at = t, by = '',
      since = 0, reason = ''}
  end
  number = ms(x.number)
  call('HSET', P .. 'helptexts', number, ARGV[5])
  offset = put_ticket(t, by, x) -- also for another text: who watches reads it
  return done(number .. ' ' .. call('ZCOUNT', P .. 'helpwaits', '-inf', '(' .. number))
end

if verb == 'help.withdraw' then
  local x = ticket_of(by)
  if x then offset = end_ticket(t, by, x, 'withdrawn') end
  return done('0')
end

if not helps(by) then return {'not_allowed'} end
local x = ticket(number)
if not x then return {'not_found'} end
if verb == 'help.take' then
  if x.id == by then return {'not_allowed'} end
  if call('HEXISTS', P .. 'here', by) == 0 then return {'not_here'} end
  if x.state == 'waiting' then
    x.state, x.by, x.since = 'taken', by, t
    offset = put_ticket(t, by, x)
  end
  return done(number .. ' ' .. x.by)
elseif verb == 'help.release' then
  if x.state == 'taken' then offset = back_in_queue(t, by, number) end
else -- help.close
  if x.state == 'taken' and x.by ~= by then return {'help_taken'} end
  offset = end_ticket(t, by, x, ARGV[5], by)
end
return done('0')
