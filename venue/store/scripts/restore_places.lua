-- The store came back emptier than it was: what a node still knows of places is put back, everybody in the order in
-- which they stood. It counts for people whom the store does not know any more, and for those of whom this node has
-- heard more than the store holds; of all others the store knows better. Before people are admitted again.
-- ARGV: number of those of whom more was heard, then participant...; number of choices, then participant, how...; then
--       participant, session, placed|offered|waiting, counts 1|0 or until or number...
-- Returns 1
local t = clock()
local stale, at = {}, 2
for _ = 1, tonumber(ARGV[1]) do
  local who = ARGV[at]
  stale[who] = true
  for _, session in ipairs(call('SMEMBERS', P .. 'booked')) do
    if strip(who, session) then tell_place(t, who, session, 'unplaced') end
  end
  if call('HDEL', P .. 'follow', who) == 1 then
    tell_house(t, who, '{"t":"follows","id":"' .. who .. '","how":"ask"}')
  end
  at = at + 1
end
local known = {}
local function counts_here(who)
  if known[who] == nil then known[who] = stale[who] or call('HEXISTS', P .. 'people', who) == 0 end
  return known[who]
end
local choices = tonumber(ARGV[at])
at = at + 1
for _ = 1, choices do
  local who, how = ARGV[at], ARGV[at + 1]
  if counts_here(who) and call('HSETNX', P .. 'follow', who, how) == 1 then
    tell_house(t, who, '{"t":"follows","id":"' .. who .. '","how":"' .. how .. '"}')
  end
  at = at + 2
end
local last = tonumber(call('HGET', P .. 'meta', 'queued') or '0')
local function put_back(who, session, state, value)
  local about = bookable(session)
  if has_place(who, session) or ahead_of(who, session) then return end
  if call('ZSCORE', P .. 'offered:' .. session, who) then return end
  if state == 'waiting' then
    put_in_line(t, who, session, value)
    last = math.max(last, value)
  elseif state == 'placed' and about and place_beside(who, session, about.slot) then
    return
  elseif not about or free_places(session, about) > 0 or (state == 'placed' and value == 0) then
    if state == 'placed' then put_place(t, who, session, value == 1) end
    if state == 'offered' and about then -- with time to answer
      put_offer(t, who, session, math.min(math.max(value, t + 60000), about.starts))
    end
  else -- somebody has it by now
    put_in_line(t, who, session, 0)
  end
end
while at <= #ARGV do
  if counts_here(ARGV[at]) then put_back(ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])) end
  at = at + 4
end
call('HSET', P .. 'meta', 'queued', ms(last))
return 1
