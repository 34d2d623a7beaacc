-- An announcement goes into the log of each of these rooms, in one step.
-- ARGV: ref, participant, body, event time, keep, journal JSON, journal keep, rooms...
local ref, who, body, at = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local before = done_before(ref, 'announcement.make')
if before then return before end
for i = 8, #ARGV do append(ARGV[i], tonumber(at), who, body, ARGV[5]) end
journal(clock(), who, ARGV[6], ARGV[7])
remember(ref, 'announcement.make', '0 ' .. at)
return {'done', 0, at}
