-- A node stops in order.
-- ARGV: node
end_node(clock(), ARGV[1])
return 1
