-- The browsers of these people show the room they were moved to: the order is carried out and seen.
-- ARGV: order, participants...
for i = 2, #ARGV do
  local open = call('HGET', P .. 'orders', ARGV[i])
  if open and cjson.decode(open)['order'] == ARGV[1] then call('HDEL', P .. 'orders', ARGV[i]) end
end
return 1
