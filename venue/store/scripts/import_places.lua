-- People get places from a list: all of them, or, where anything is against it, nobody.
-- ARGV: dry 1|0, number of sessions, then session, what scripts must know of it... (for those the store does not know
--       yet); then participant, session, staff 1|0...
-- Returns {"done", places given, places that people had already} | {"faults", row, code, row, code...}, rows from 0
local at = 3
for _ = 1, tonumber(ARGV[2]) do
  know_session(ARGV[at], ARGV[at + 1])
  at = at + 2
end
local t = clock()
local free, in_slot, given, faults, had = {}, {}, {}, {'faults'}, 0
local seated = nobody_given()

-- Who gets a place in what runs finds a seat there, too: others may have walked in.
local function is_seatless(who, session, room)
  if call('HEXISTS', P .. 'running', session) == 0 then return false end
  if not has_seat_for(room, who, seated) then return true end
  if call('SISMEMBER', P .. 'taken:' .. room, who) == 0 then give(seated, room, who) end
  return false
end

local function fault_of(who, session, staff)
  local about = bookable(session)
  if not about then return 'no_session' end
  if call('SISMEMBER', P .. 'out', who) == 1 then return 'not_found' end
  if not admits(about.room, who) then return 'not_allowed' end
  local slot = who .. ' ' .. about.slot
  if in_slot[slot] or place_beside(who, session, about.slot) then return 'place_in_slot' end
  if not free[session] then
    settle(t, session)
    free[session] = free_places(session, about)
  end
  if not staff then
    if free[session] < 1 or is_seatless(who, session, about.room) then return 'session_full' end
    free[session] = free[session] - 1
  end
  in_slot[slot] = true
end
local row = 0
while at <= #ARGV do
  local who, session = ARGV[at], ARGV[at + 1]
  local staff = ARGV[at + 2] == '1' or call('SISMEMBER', P .. 'staff', who) == 1
  if has_place(who, session) then
    had = had + 1
  else
    local fault = fault_of(who, session, staff)
    if fault then
      faults[#faults + 1] = row
      faults[#faults + 1] = fault
    else
      given[#given + 1] = {who, session, not staff}
    end
  end
  at, row = at + 3, row + 1
end
if #faults > 1 then return faults end
if ARGV[1] ~= '1' then
  for _, one in ipairs(given) do put_place(t, one[1], one[2], one[3]) end
  for session in pairs(free) do settle(t, session) end
end
return {'done', #given, had}
