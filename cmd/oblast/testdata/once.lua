-- Another address for each request: a number is put behind the path that wrk was given.
local n = 0

function request()
  n = n + 1
  return wrk.format(nil, string.format("%s%07d", wrk.path, n))
end
