-- Where people belong, and what brings them there: the rule of venue/model/belonging.py, word for word; tests hold them
-- together. `closed` holds the rooms that are closed (a closed hall's tables are, too), `successors` where one goes
-- instead, `running` the sessions with places that run (`OPENED ROOM`, real ms), `chosen` when somebody last walked or was
-- moved by a person.
local supposed = {} -- rooms to be looked at as closed: for a dry run

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

-- Seats in the room that nobody but those who have places in what runs there may take. `given`: room -> {who = true, n = how
-- many} who will have a seat there besides.
local function kept_seats(room, who, given)
  local kept = 0
  for _, session in ipairs(on_stage()) do
    if session.room == room then
      if call('SISMEMBER', P .. 'placed:' .. session.id, who) == 1 then return 0 end
      for _, holder in ipairs(call('SDIFF', P .. 'counted:' .. session.id, P .. 'taken:' .. room)) do
        if not (given and given[room] and given[room][holder]) then kept = kept + 1 end
      end
    end
  end
  return kept
end

local function has_seat_for(room, who, given)
  local capacity = call('HGET', P .. 'caps', room)
  if not capacity then return false end
  if capacity == '' or call('SISMEMBER', P .. 'staff', who) == 1 then return true end
  if call('SISMEMBER', P .. 'taken:' .. room, who) == 1 then return true end
  local more = given and given[room] and given[room].n or 0
  return call('SCARD', P .. 'taken:' .. room) + more + kept_seats(room, who, given) < tonumber(capacity)
end

-- Of these rooms, or what stands in for them, the emptiest that takes the person. Returns room, why; nil where none does.
local function emptiest(who, seat, rooms, why, given)
  local best, smallest, reason
  for _, named in ipairs(rooms) do
    local room = instead_of(named)
    if room == seat or (admits(room, who) and has_seat_for(room, who, given)) then
      local size = room == seat and -1
        or call('SCARD', P .. 'taken:' .. room) + (given and given[room] and given[room].n or 0)
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
    if was and tonumber(call('HGET', P .. 'chosen', who) or '0') >= place.opened then
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

local function belongs(who, given)
  local order = call('HGET', P .. 'orders', who)
  local room, why
  if order then room, why = belongs_by_order(who, order, given) end
  if room then return room, why end
  return belongs_without(who, given)
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
  local given, into = {}, {}
  for _, each in ipairs(people) do
    local seat = call('HGET', P .. 'seats', each)
    local room = seat and belongs(each, given)
    if room and room ~= seat then
      into[room] = into[room] or {}
      into[room][#into[room] + 1] = each
      if call('SISMEMBER', P .. 'staff', each) == 0 then
        given[room] = given[room] or {n = 0}
        given[room].n = given[room].n + 1
        given[room][each] = true
      end
    end
  end
  if dry then return into end
  for room, guests in pairs(into) do
    for _, guest in ipairs(guests) do
      close_order(guest, 'elsewhere', t)
      take_seat(guest, room)
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
