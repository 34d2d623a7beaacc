-- Announced moves whose time has come are carried out, each as a whole, by whichever node asks first. Idempotent.
-- Returns how many people it was about.
local t = clock()
local due = call('ZRANGEBYSCORE', P .. 'due', '-inf', ms(t), 'LIMIT', 0, 4000)
if #due == 0 then return 0 end
local orders, whose = {}, {}
for _, who in ipairs(due) do
  local waits = call('HGET', P .. 'announced', who)
  if waits then
    waits = cjson.decode(waits)
    if not whose[waits.order] then
      whose[waits.order] = {waits = waits, people = {}}
      orders[#orders + 1] = waits.order
    end
    local people = whose[waits.order].people
    people[#people + 1] = who
  else
    call('ZREM', P .. 'due', who)
  end
end
table.sort(orders)
for _, id in ipairs(orders) do
  local order = kept_order(id, whose[id].waits)
  table.sort(whose[id].people)
  carry_out(order, decide(order, whose[id].people), t)
end
return #due
