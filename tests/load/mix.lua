-- The requests that wrk sends to the registry, in turn, and the checks of every answer.

local accounts = "/v1/public/rec/accounts"
local account = accounts .. "/a0000000-0000-4000-8000-000000000001"
local transactions = "/v1/public/rec/transactions"
local key = { ["X-Api-Key"] = "demo-key" }
local json = { ["X-Api-Key"] = "demo-key", ["Content-Type"] = "application/vnd.api+json" }
local text = { ["X-Api-Key"] = "demo-key", ["Content-Type"] = "text/plain" }

local function with(headers, name, value)
  local all = {}
  for known, other in pairs(headers) do all[known] = other end
  all[name] = value
  return all
end

-- Method, path, headers, body, and how often a round has it.
local mix = {
  { "GET", accounts, key, nil, 8 },
  { "GET", account, key, nil, 8 },
  { "GET", account, with(key, "If-None-Match", "*"), nil, 4 },
  { "GET", accounts .. "/a0000000-0000-4000-8000-0000000000ff", key, nil, 4 },
  { "GET", accounts .. "/no-uuid", key, nil, 2 },
  { "GET", accounts .. "?page[size]=x", key, nil, 2 },
  { "GET", "/nowhere", key, nil, 4 },
  { "GET", "/nowhere", with(key, "X-Request-Id", "7f3a"), nil, 2 },
  { "DELETE", accounts, key, nil, 2 },
  { "GET", accounts, nil, nil, 4 },
  { "POST", transactions, with(json, "X-Api-Key", "readonly-key"), "{}", 2 },
  { "POST", transactions, json, "{\"data\":", 4 },
  { "POST", transactions, json, "{\"data\":{\"type\":1}}", 4 },
  { "POST", transactions, json, "\255\254", 2 },
  { "POST", transactions, text, "{}", 2 },
  { "POST", transactions, json, string.rep("x", 100 * 1024), 2 },
  { "POST", transactions, json, string.rep("x", 4 * 1024 * 1024), 1 },
  { "GET", "/v1/public/rec/reports/broken", key, nil, 2 },
}

local requests, at = {}, 0
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  statuses, wrong, sample = {}, 0, ""
  for _, case in ipairs(mix) do
    local method, path, headers, body, times = case[1], case[2], case[3], case[4], case[5]
    for _ = 1, times do
      table.insert(requests, wrk.format(method, path, headers or {}, body))
    end
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function response(status, headers, body)
  local name = tostring(status)
  statuses[name] = (statuses[name] or 0) + 1
  local is_right = status < 400 or
      headers["content-type"] == "application/vnd.api+json" and
      string.find(body, "^{\"errors\":%[{.*\"status\":\"" .. name .. "\"[,}]") ~= nil and
      string.find(body, "}%]}$") ~= nil
  if not is_right then
    wrong = wrong + 1
    sample = status .. " " .. tostring(headers["content-type"]) .. " " .. string.sub(body, 1, 200)
  end
end

function done(summary, latency)
  local statuses, wrong, sample = {}, 0, ""
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("statuses")) do
      statuses[status] = (statuses[status] or 0) + count
    end
    wrong = wrong + thread:get("wrong")
    if thread:get("sample") ~= "" then sample = thread:get("sample") end
  end
  local names, shown = {}, {}
  for status in pairs(statuses) do table.insert(names, status) end
  table.sort(names)
  for _, status in ipairs(names) do table.insert(shown, status .. ": " .. statuses[status]) end
  local errors = summary.errors
  io.write(string.format("answers   %d in %.0f s (%s)\n", summary.requests, summary.duration / 1e6, table.concat(shown, ", ")))
  io.write(string.format("latency   %.1f ms in the median, %.1f ms at 99 %%\n", latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
  io.write(string.format("sockets   %d errors to connect, %d to read, %d to write, %d time-outs\n", errors.connect, errors.read, errors.write, errors.timeout))
  io.write(string.format("wrong     %d neither a success nor an envelope %s\n", wrong, sample))
end
