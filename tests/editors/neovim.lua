-- Runs the file that CHECK names as soon as the server is ready, and writes what it returns into the file TOLD.
-- The checks run beside the editor's own loop, so that keys and answers come as they do to a user.
local began = vim.loop.now()
local patience = 30000

local function clients()
  return (vim.lsp.get_clients or vim.lsp.get_active_clients)({ bufnr = 0, name = "dockwright" })
end

function client()
  return clients()[1]
end

-- Goes on as soon as `condition` holds, with what it gave.
function wait_for(what, condition)
  return coroutine.yield(what, condition)
end

function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

function at(line, column)
  vim.api.nvim_win_set_cursor(0, { line, column })
end

function press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), "t", false)
end

-- The rules that have found something, in order.
function found()
  local codes = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    table.insert(codes, it.code)
  end
  table.sort(codes)
  return codes
end

function has(list, wanted)
  for _, it in ipairs(list) do
    if it == wanted then
      return true
    end
  end
  return false
end

local function tell(value)
  local file = assert(io.open(os.getenv("TOLD"), "w"))
  file:write(vim.fn.json_encode(value))
  file:close()
  vim.cmd("qall!")
end

local check = coroutine.create(function()
  wait_for("a server that is ready", function()
    return client() and client().initialized
  end)
  wait_for("findings", function()
    return #found() > 0
  end)
  return assert(loadfile(os.getenv("CHECK")))()
end)

local waits, condition

local function go_on()
  if coroutine.status(check) ~= "suspended" then
    -- What the check does may wait for the server itself, and let us run meanwhile.
    return
  end
  if condition then
    local ran, holds = pcall(condition)
    if not ran then
      return tell({ failed = tostring(holds) })
    end
    if not holds then
      if vim.loop.now() - began > patience then
        tell({ failed = "waited in vain for " .. waits .. "; the text is:\n" .. table.concat(lines(), "\n") })
      end
      return
    end
  end
  local ran, first, second = coroutine.resume(check)
  if not ran then
    tell({ failed = debug.traceback(check, tostring(first)) })
  elseif coroutine.status(check) == "dead" then
    tell(first)
  else
    waits, condition = first, second
  end
end

local timer = vim.loop.new_timer()
timer:start(0, 10, vim.schedule_wrap(go_on))
