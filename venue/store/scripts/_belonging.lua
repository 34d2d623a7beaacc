-- Where people belong, and what brings them there: the rule of venue/model/belonging.py, word for word; tests hold them
-- together. `closed` holds the rooms that are closed (a closed hall's tables are, too), `successors` where one goes
-- instead, `running` the sessions with places that run (`OPENED ROOM`, real ms), `chosen` when somebody last walked or was
-- moved by a person.
local supposed = {} -- rooms to be looked at as closed: for a dry run
local along = {} -- who is in what runs, and goes with it to another room, whenever they chose the one it was in

-- A person walked, or was moved by a person: where they are now is chosen.
local function choose(who, t) call('HSET', P .. 'chosen', who, ms(t)) end

local function foyer() return call('HGET', P .. 'meta', 'foyer') or 'foyer' end

local function hall_of(room) return string.match(room, '^[^.]*') end

local function is_closed(room)
  local hall = hall_of(room)
  return supposed[room] or supposed[hall] or call('SISMEMBER', P .. 'closed', room) == 1
    or (hall ~= room and call('SISMEMBER', P .. 'closed', hall) == 1)
end

local function instead_of(room)
  local seen = {}
  while is_closed(room) or call('HEXISTS', P .. 'caps', room) == 0 do
    if seen[room] then return foyer() end
    seen[room] = true
    local hall = hall_of(room)
    room = call('HGET', P .. 'successors', room) or (hall ~= room and hall) or foyer()
  end
  return room
end

-- The sessions with places that run: {id, room, opened}..., by id.
local stage
local function on_stage()
  if stage then return stage end
  stage = {}
  local flat = call('HGETALL', P .. 'running')
  for i = 1, #flat, 2 do
    local opened, room = string.match(flat[i + 1], '^(%d+) (%S+)$')
    stage[#stage + 1] = {id = flat[i], room = room, opened = tonumber(opened)}
  end
  table.sort(stage, function(one, other) return one.id < other.id end)
  return stage
end

local function running_place(who)
  for _, session in ipairs(on_stage()) do
    if call('SISMEMBER', P .. 'placed:' .. session.id, who) == 1 then return session end
  end
end

-- What is decided for many before anybody changes seats. `n`: room -> how many will have a seat there besides; `unseated`:
-- room -> who has a place in a session that runs there and no seat, looked up once: {people = {who = true}, n = how many}...
local function nobody_given() return {n = {}, unseated = {}} end

local function unseated(room, given)
  local known = given and given.unseated[room]
  if known then return known end
  local found = {}
  for _, session in ipairs(on_stage()) do
    if session.room == room then
      local holders = call('SDIFF', P .. 'counted:' .. session.id, P .. 'taken:' .. room)
      local people = {}
      if given then
        for _, who in ipairs(holders) do people[who] = true end
      end
      found[#found + 1] = {people = people, n = #holders}
    end
  end
  if given then given.unseated[room] = found end
  return found
end

-- The person will have a seat there.
local function give(given, room, who)
  given.n[room] = (given.n[room] or 0) + 1
  for _, holders in ipairs(unseated(room, given)) do
    if holders.people[who] then
      holders.people[who] = nil
      holders.n = holders.n - 1
    end
  end
end

-- Seats in the room that nobody but those who have places in what runs there may take.
local function kept_seats(room, who, given)
  for _, session in ipairs(on_stage()) do
    if session.room == room and call('SISMEMBER', P .. 'placed:' .. session.id, who) == 1 then return 0 end
  end
  local kept = 0
  for _, holders in ipairs(unseated(room, given)) do kept = kept + holders.n end
  return kept
end

local function has_seat_for(room, who, given)
  local capacity = call('HGET', P .. 'caps', room)
  if not capacity then return false end
  if capacity == '' or call('SISMEMBER', P .. 'staff', who) == 1 then return true end
  if call('SISMEMBER', P .. 'taken:' .. room, who) == 1 then return true end
  local more = given and given.n[room] or 0
  return call('SCARD', P .. 'taken:' .. room) + more + kept_seats(room, who, given) < tonumber(capacity)
end

-- Of these rooms, or what stands in for them, the emptiest that takes the person. Returns room, why; nil where none does.
local function emptiest(who, seat, rooms, why, given)
  local best, smallest, reason
  for _, named in ipairs(rooms) do
    local room = instead_of(named)
    if room == seat or (admits(room, who) and has_seat_for(room, who, given)) then
      local size = room == seat and -1
        or call('SCARD', P .. 'taken:' .. room) + (given and given.n[room] or 0)
      if not best or size < smallest then best, smallest, reason = room, size, room == named and why or 'successor' end
    end
  end
  return best, reason
end

-- Where an open move order (as it is kept) sends the person; nil where no room of it takes them.
local function belongs_by_order(who, order, given)
  local told = cjson.decode(order)
  return emptiest(who, call('HGET', P .. 'seats', who), told['rooms'] or {told['to']}, 'order', given)
end

-- Where the person belongs without a move order. Returns room, why.
local function belongs_without(who, given)
  local seat = call('HGET', P .. 'seats', who)
  local was = seat or call('HGET', P .. 'last', who)
  local place = running_place(who)
  local room, why
  if place then
    if was and not along[who] and tonumber(call('HGET', P .. 'chosen', who) or '0') >= place.opened then
      room, why = emptiest(who, seat, {was}, 'chosen', given)
    end
    if not room and call('HGET', P .. 'follow', who) == 'always' then
      local at_table = seat and hall_of(seat) == place.room and seat
      room, why = emptiest(who, seat, {at_table or place.room}, 'place', given)
    end
  end
  if not room and was then room, why = emptiest(who, seat, {was}, 'last', given) end
  if not room then return foyer(), 'foyer' end
  return room, why
end

-- Returns room, why, and the order that sends them there (as it is kept), if one does.
local function belongs(who, given)
  local order = call('HGET', P .. 'orders', who)
  local room, why
  if order then room, why = belongs_by_order(who, order, given) end
  if room then return room, why, order end
  return belongs_without(who, given)
end

-- Somebody who is away, or just came back, has a seat by an order that waits for them until their browser shows it. `from`: where
-- they would be without it.
local function seated_by_order(t, who, id, from, room)
  local state = fate_of(id, who)
  if state ~= 'offline' and state ~= 'ordered' then return end -- it is their way back
  if state == 'offline' then
    choose(who, t)
    tell_house(t, who, '{"t":"chose","id":"' .. who .. '","at":' .. ms(t) .. '}')
  end
  set_fate(id, who, 'ordered', t, state == 'offline' and from or nil, room)
  tell_order(id)
end

-- These people have seats in these rooms now: room -> {who...}. One entry of the house per room.
local function tell_moved(t, into, cause)
  local rooms = {}
  for room in pairs(into) do rooms[#rooms + 1] = room end
  table.sort(rooms)
  for _, room in ipairs(rooms) do
    tell_house(t, '-', '{"t":"moved","ids":["' .. table.concat(into[room], '","') .. '"],"to":"' .. room .. '","cause":"'
      .. cause .. '","at":' .. ms(t) .. '}')
  end
end

-- A person (or a list of people) whose room is closed or gone, or may be another one now, goes where they belong; who has
-- no seat has nothing to leave. Returns room -> {who...} of those who go (with `dry`: would go).
local function rehouse(t, who, cause, dry)
  local people = type(who) == 'table' and who or {who}
  table.sort(people)
  local given, into, sent = nobody_given(), {}, {}
  for _, each in ipairs(people) do
    local seat = call('HGET', P .. 'seats', each)
    local room, order, _
    if seat then room, _, order = belongs(each, given) end
    if room and room ~= seat then
      if order and call('HEXISTS', P .. 'here', each) == 0 then sent[each] = {id = cjson.decode(order)['order'], from = seat} end
      into[room] = into[room] or {}
      into[room][#into[room] + 1] = each
      if call('SISMEMBER', P .. 'staff', each) == 0 then give(given, room, each) end
    end
  end
  if dry then return into end
  for room, guests in pairs(into) do
    for _, guest in ipairs(guests) do
      local order = sent[guest] -- who is present hears of this move, and of no order
      if not order then close_order(guest, 'elsewhere', t) end
      take_seat(guest, room)
      if order then
        call('HSET', P .. 'put', guest, order.id)
        seated_by_order(t, guest, order.id, order.from, room)
      end
    end
  end
  tell_moved(t, into, cause)
  return into
end

-- Everybody in a room that is closed or gone (and at its tables) goes where they belong. Returns what `rehouse` does.
local function empty_room(t, room, cause, dry)
  local people, seats = {}, call('HGETALL', P .. 'seats')
  for i = 1, #seats, 2 do
    if seats[i + 1] == room or hall_of(seats[i + 1]) == room then people[#people + 1] = seats[i] end
  end
  return rehouse(t, people, cause or 'closed', dry)
end
