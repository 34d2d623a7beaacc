-- A store that came back emptier is told by one node at a time what it knows, in `meta`, `telling`: `TELLER UNTIL`. The
-- others wait for that, and serve nobody meanwhile: so nothing is decided anew before it is known what had been decided.
-- TELLER is it no longer once another took over, or when all is told; '' is not asked.
local function is_teller(teller)
  return teller == '' or string.match(call('HGET', P .. 'meta', 'telling') or '', '^%S+') == teller
end
