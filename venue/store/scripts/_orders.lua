-- What the scripts that carry out move orders share: who goes where, decided whole, and written down.
local KEPT_ORDERS, KEPT_OPEN, KEPT_PEOPLE = 50, 50, 2000
local JUST_NOW = 10000 -- ms: who arrived so lately and is moved on by another order was moved by two at once

-- A sequence of chance that every machine knows from its seed (Park and Miller's generator, multiplier 48271).
local function shuffled(list, seed)
  local x = seed % 2147483646 + 1
  for i = #list, 2, -1 do
    x = (48271 * x) % 2147483647
    local j = x % i + 1
    list[i], list[j] = list[j], list[i]
  end
  return list
end

-- The rule of venue/model/spread.py, word for word: tests hold them together.
-- guests: {{id, seat = bool, here = room or false}...} by id; rooms: ids. All of them may enter one of the rooms.
-- Returns room or 'full' by id, and the places of groups that could not be kept together.
local function spread(guests, rooms, how, seed, together)
  local free, size, into, by_id, is_target = {}, {}, {}, {}, {}
  for _, room in ipairs(rooms) do
    local capacity = call('HGET', P .. 'caps', room)
    size[room] = call('SCARD', P .. 'taken:' .. room)
    free[room] = (capacity == '' and 1e9 or tonumber(capacity or 0)) - size[room]
    is_target[room] = true
  end
  for _, guest in ipairs(guests) do
    by_id[guest.id] = guest
    if guest.here and is_target[guest.here] and admits(guest.here, guest.id) then into[guest.id] = guest.here end
  end
  local function place(group, wanted)
    local seats, best = 0, nil
    for _, guest in ipairs(group) do seats = seats + (guest.seat and 1 or 0) end
    for _, room in ipairs(rooms) do
      local fits = seats == 0 or free[room] >= seats
      for _, guest in ipairs(group) do fits = fits and admits(room, guest.id) end
      if fits and (not best or room == wanted or (best ~= wanted and how ~= 'fill' and size[room] < size[best])) then
        best = room
      end
    end
    if not best then return false end
    for _, guest in ipairs(group) do into[guest.id] = best end
    free[best], size[best] = free[best] - seats, size[best] + seats
    return true
  end
  local groups, grouped, apart = {}, {}, {}
  for at, names in ipairs(together) do
    local group, wanted, split = {at = at}, nil, false
    for _, id in ipairs(names) do
      local guest = by_id[id]
      if guest and not grouped[id] then
        grouped[id] = true
        if not into[id] then
          group[#group + 1] = guest
        elseif not wanted then
          wanted = into[id]
        else
          split = split or wanted ~= into[id]
        end
      end
    end
    group.wanted, group.split = wanted, split
    groups[#groups + 1] = group
  end
  table.sort(groups, function(one, other)
    if #one ~= #other then return #one > #other end
    return one.at < other.at
  end)
  for _, group in ipairs(groups) do
    if #group > 0 then
      if not place(group, group.wanted) then
        group.split = true
        for _, guest in ipairs(group) do place({guest}, group.wanted) end
      elseif group.wanted and into[group[1].id] ~= group.wanted then
        group.split = true
      end
    end
    if group.split then apart[#apart + 1] = group.at end
  end
  local rest = {}
  for _, guest in ipairs(guests) do
    if not into[guest.id] and not grouped[guest.id] then rest[#rest + 1] = guest end
  end
  if how == 'random' then shuffled(rest, seed) end
  for _, guest in ipairs(rest) do place({guest}, nil) end
  for _, guest in ipairs(guests) do
    if not into[guest.id] then into[guest.id] = 'full' end
  end
  table.sort(apart)
  return into, apart
end

local function quoted(ids) return '["' .. table.concat(ids, '","') .. '"]' end

-- The newest orders are kept, and so many older ones as somebody is still to follow. Of the others nothing remains: what
-- somebody was to follow in them is called off.
local function drop_old_orders(t)
  local old, open = call('ZRANGE', P .. 'kept', 0, -KEPT_ORDERS - 1), {}
  if #old == 0 then return end
  for _, key in ipairs({'announced', 'orders'}) do
    local flat = call('HGETALL', P .. key)
    for i = 1, #flat, 2 do
      local id = string.match(flat[i + 1], '"order":"([^"]+)"')
      if id then
        open[id] = open[id] or {announced = {}, orders = {}}
        table.insert(open[id][key], flat[i])
      end
    end
  end
  for i, id in ipairs(old) do
    local people = open[id]
    if i <= #old - KEPT_OPEN or not people then
      call('UNLINK', P .. 'order:' .. id, P .. 'fates:' .. id)
      call('ZREM', P .. 'kept', id)
      for _, who in ipairs(people and people.orders or {}) do call('HDEL', P .. 'orders', who) end
      for _, who in ipairs(people and people.announced or {}) do call_off(who, 'cancelled', t) end
      if people and #people.announced > 0 then
        table.sort(people.announced)
        tell_house(t, '-', '{"t":"called_off","ids":' .. quoted(people.announced) .. ',"order":"' .. id .. '","why":"cancelled"}')
      end
    end
  end
end

-- Another order of somebody else that was open for the person, or had just been carried out, is overtaken by this one.
-- Returns the id of an order whose announcement is off by it. `touched` notes orders of which to tell.
local function overtake(who, order, by, t, overtaken, touched)
  local old, off
  local open = call('HGET', P .. 'orders', who)
  if open then
    old = cjson.decode(open)['order']
    call('HDEL', P .. 'orders', who)
  else
    old = call('HGET', P .. 'put', who)
    local state, at = nil, nil
    if old then state, at = fate_of(old, who) end
    if state ~= 'arrived' or tonumber(at) < t - JUST_NOW then old = false end
  end
  local function lost(other)
    local state, at = fate_of(other, who)
    if state ~= 'ordered' and state ~= 'offline' and state ~= 'announced' and state ~= 'arrived' then return end
    set_fate(other, who, 'overtaken', t, nil, nil, order)
    touched[other] = true
    local giver = call('HGET', P .. 'order:' .. other, 'by')
    if giver and giver ~= by then overtaken[#overtaken + 1] = {who, other, giver, at} end
  end
  local waits = call('HGET', P .. 'announced', who)
  if waits then
    off = cjson.decode(waits)['order']
    call('HDEL', P .. 'announced', who)
    call('ZREM', P .. 'due', who)
    if off == order then off = nil else lost(off) end
  end
  if old and old ~= order and old ~= off then lost(old) end
  return off
end

-- Sorts `people` by what an order would do with them. `order`: {id, by, told, rooms, spread, seed, together}
local function decide(order, people)
  local found = {moved = {}, already = {}, offline = {}, full = {}, barred = {}, into = {}, apart = {}}
  local guests, rooms = {}, {}
  for _, room in ipairs(order.rooms) do
    if call('HEXISTS', P .. 'caps', room) == 1 and not is_closed(room) then rooms[#rooms + 1] = room end
  end
  for _, who in ipairs(people) do
    local admitted = false
    for _, room in ipairs(rooms) do admitted = admitted or admits(room, who) end
    if call('HEXISTS', P .. 'people', who) == 0 or call('SISMEMBER', P .. 'out', who) == 1 or not admitted then
      found.barred[#found.barred + 1] = who
    elseif call('HEXISTS', P .. 'here', who) == 0 then
      found.offline[#found.offline + 1] = who
    else
      guests[#guests + 1] = {id = who, seat = call('SISMEMBER', P .. 'staff', who) == 0, here = call('HGET', P .. 'seats', who)}
    end
  end
  found.into, found.apart = spread(guests, rooms, order.spread, order.seed, order.together)
  for _, guest in ipairs(guests) do
    local room = found.into[guest.id]
    local list = room == guest.here and 'already' or room == 'full' and room or 'moved'
    found[list][#found[list] + 1] = guest.id
  end
  return found
end

-- Carries out what was decided: seats, open orders, fates, and everything the house must hear of it.
-- `why` of those whose announcement is over: see `CalledOff` in venue/model/house.py
local function carry_out(order, found, t)
  local overtaken, off, touched = {}, {}, {[order.id] = true}
  local kept = call('EXISTS', P .. 'order:' .. order.id) == 1
  local function over(who, id, why)
    local key = id .. ' ' .. why
    off[key] = off[key] or {}
    off[key][#off[key] + 1] = who
  end
  local function done(who, fate, room)
    if not kept then return end -- it would outlast everything
    local before = call('HGET', P .. 'seats', who) or call('HGET', P .. 'last', who) or '-'
    if not fate_of(order.id, who) and call('HLEN', P .. 'fates:' .. order.id) >= KEPT_PEOPLE then return before end
    set_fate(order.id, who, fate, t, before, room or '-')
  end
  local function settle(who, why)
    local waits = call('HGET', P .. 'announced', who)
    local own = waits and cjson.decode(waits)['order'] == order.id
    if own then over(who, order.id, why) end
    return own
  end
  local targets = {}
  for _, who in ipairs(found.moved) do
    local room = found.into[who]
    overtake(who, order.id, order.by, t, overtaken, touched)
    done(who, 'ordered', room)
    take_seat(who, room)
    choose(who, t)
    call('HSET', P .. 'put', who, order.id)
    -- Until their browser shows it: it may be away for a moment.
    call('HSET', P .. 'orders', who, '{"to":"' .. room .. '",' .. order.told .. '}')
    targets[room] = targets[room] or {}
    targets[room][#targets[room] + 1] = who
  end
  for _, who in ipairs(found.offline) do
    settle(who, 'offline')
    local other = overtake(who, order.id, order.by, t, overtaken, touched)
    if other then over(who, other, 'overtaken') end
    done(who, 'offline')
    local several = #order.rooms > 1 and '"rooms":' .. quoted(order.rooms) .. ',' or ''
    call('HSET', P .. 'orders', who, '{"to":"' .. order.rooms[1] .. '",' .. several .. order.told .. '}')
  end
  for _, who in ipairs(found.already) do
    local room = call('HGET', P .. 'seats', who)
    local open = call('HGET', P .. 'orders', who)
    settle(who, 'already')
    if not open or cjson.decode(open)['to'] ~= room or call('HEXISTS', P .. 'announced', who) == 1 then
      local other = overtake(who, order.id, order.by, t, overtaken, touched)
      if other then over(who, other, 'overtaken') end
    end
    done(who, 'already', room)
    -- They are there by this order, too: undoing the one that brought them takes them away no more.
    if call('HEXISTS', P .. 'put', who) == 1 then call('HSET', P .. 'put', who, order.id) end
  end
  for _, list in ipairs({'full', 'barred'}) do
    for _, who in ipairs(found[list]) do
      if settle(who, list) then
        call('HDEL', P .. 'announced', who)
        call('ZREM', P .. 'due', who)
      end
      done(who, list)
    end
  end
  for _, room in ipairs(order.rooms) do
    if targets[room] then
      tell_house(t, order.by, '{"t":"moved","ids":' .. quoted(targets[room]) .. ',"to":"' .. room
        .. '","cause":"moderator","at":' .. ms(t) .. ',' .. order.told .. '}')
    end
  end
  local keys = {}
  for key in pairs(off) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    local id, why = string.match(key, '^(%S+) (%S+)$')
    tell_house(t, order.by, '{"t":"called_off","ids":' .. quoted(off[key]) .. ',"order":"' .. id .. '","why":"' .. why .. '"}')
  end
  local changed = {}
  for id in pairs(touched) do changed[#changed + 1] = id end
  table.sort(changed)
  for _, id in ipairs(changed) do tell_order(id) end
  return overtaken
end

-- An order that is kept, as `carry_out` needs it; what is missing where it is kept no longer is taken from `waits`, the
-- announcement.
local function kept_order(id, waits)
  local head = call('HMGET', P .. 'order:' .. id, 'by', 'told', 'spread', 'seed', 'together')
  local told = head[2]
  if not told then
    told = '"order":' .. cjson.encode(id) .. ',"by":' .. cjson.encode(waits.by) .. ',"by_name":'
      .. cjson.encode(waits.by_name) .. ',"reason":' .. cjson.encode(waits.reason)
  end
  return {
    id = id, by = head[1] or waits.by, told = told, rooms = waits.rooms, spread = head[3] or 'fill',
    seed = tonumber(head[4] or '0'), together = cjson.decode(head[5] or '[]'),
  }
end
