-- The store came back emptier than it was: what a node still knows of places is put back, everybody in the order in
-- which they stood. It counts for people whom the store does not know any more, and for those of whom this node has
-- heard more than the store holds; of all others the store knows better. Before people are admitted again.
-- ARGV: who tells (_telling.lua; once that is another one, more was heard of nobody); number of those of whom more was
--       heard, then participant...; number of choices, then participant, how...; then participant, session,
--       placed|offered|waiting, counts 1|0 or until or number, the number by which who has a place came (0: not
--       known)...; those of a session who have places in the order in which they came
-- Returns 1
local t = clock()
local teller, stale, at = is_teller(ARGV[1]), {}, 3
local connected = connected_people()
for i = 3, teller and 2 + tonumber(ARGV[2]) or 2 do
  local who = ARGV[i]
  if not connected[who] then
    stale[who] = true
    for _, session in ipairs(call('SMEMBERS', P .. 'booked')) do
      -- Who waited until it began is what no node knows: the store alone can have kept it.
      if strip(who, session, true) then tell_place(t, who, session, 'unplaced') end
    end
    if call('HDEL', P .. 'follow', who) == 1 then
      tell_house(t, who, '{"t":"follows","id":"' .. who .. '","how":"ask"}')
    end
  end
end
at = at + tonumber(ARGV[2])
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
-- Whoever comes from now on comes after all of them.
local last = tonumber(call('HGET', P .. 'meta', 'queued') or '0')
for i = at, #ARGV, 5 do
  last = math.max(last, ARGV[i + 2] == 'waiting' and tonumber(ARGV[i + 3]) or 0, tonumber(ARGV[i + 4]))
end
call('HSET', P .. 'meta', 'queued', ms(last))
local crowded_out = {} -- session -> those whose place somebody has by now
local function put_back(who, session, state, value, came)
  local about = bookable(session)
  if has_place(who, session) or ahead_of(who, session) then return end
  if call('ZSCORE', P .. 'offered:' .. session, who) then return end
  if state == 'waiting' then
    put_in_line(t, who, session, value)
  elseif state == 'placed' and about and place_beside(who, session, about.slot) then
    return
  elseif not about or free_places(session, about) > 0 or (state == 'placed' and value == 0) then
    if state == 'placed' then put_place(t, who, session, value == 1, came > 0 and came or nil) end
    if state == 'offered' and about then -- with time to answer
      put_offer(t, who, session, math.min(math.max(value, t + 60000), about.starts))
    end
  else
    crowded_out[session] = crowded_out[session] or {}
    table.insert(crowded_out[session], who)
  end
end
for i = at, #ARGV, 5 do
  if counts_here(ARGV[i]) then put_back(ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4])) end
end
for session, people in pairs(crowded_out) do -- they are the first in line
  local head = head_of_line(session) - #people
  for i, who in ipairs(people) do put_in_line(t, who, session, head + i) end
end
return 1
