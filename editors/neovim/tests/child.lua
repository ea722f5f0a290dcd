-- A Neovim that is driven from here as a user drives it: keys and commands, with
-- her configuration.

local Child = {}
Child.__index = Child

local PATIENCE_MS = 5000

-- Starts it in `folder` with the configuration `init`.
function Child.start(init, folder)
  local command = { vim.v.progpath, '--embed', '--headless', '-n', '-i', 'NONE', '-u', init }
  local channel = vim.fn.jobstart(command, { rpc = true, cwd = folder })
  assert(channel > 0, 'Neovim does not start')
  return setmetatable({ channel = channel }, Child)
end

function Child:request(...)
  return vim.rpcrequest(self.channel, ...)
end

-- Runs Lua in it; `...` are its arguments.
function Child:lua(code, ...)
  return self:request('nvim_exec_lua', code, { ... })
end

-- Types keys, as in mappings.
function Child:keys(keys)
  self:request('nvim_input', keys)
end

-- Waits until Lua code returns something, and returns that.
function Child:wait(what, code, ...)
  local arguments, answer = { ... }, nil
  local is_there = vim.wait(PATIENCE_MS, function()
    answer = self:lua(code, unpack(arguments))
    return answer ~= nil and answer ~= vim.NIL and answer ~= false
  end, 10)
  if not is_there then
    error(('no %s; messages: %s'):format(what, self:request('nvim_exec2', 'messages', { output = true }).output), 2)
  end
  return answer
end

-- Opens a file anew and waits until it has so many diagnostics, not counting hints.
function Child:open(file, diagnostics)
  self:keys('<C-\\><C-N>')
  self:wait('normal mode', 'return vim.fn.mode() == "n"')
  self:lua('vim.cmd("silent! fclose!") vim.cmd("%bwipeout!") vim.cmd.edit(...)', file)
  self:wait('client', 'return #vim.lsp.get_clients({ bufnr = 0, name = "autoscale" }) == 1')
  self:wait(diagnostics .. ' diagnostics', 'return #vim.diagnostic.get(0, { severity = { min = "INFO" } }) == ...', diagnostics)
end

-- Puts the cursor on the first character of a text.
function Child:go_to(text)
  local found = self:lua('vim.fn.cursor(1, 1) return vim.fn.search(..., "cW")', '\\V' .. text)
  assert(found > 0, 'nowhere: ' .. text)
end

function Child:text()
  return table.concat(self:request('nvim_buf_get_lines', 0, 0, -1, true), '\n')
end

-- Waits for a floating window and returns its text.
function Child:float()
  return self:wait('floating window', [[
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local buffer = vim.api.nvim_win_get_buf(window)
        return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
      end
    end
  ]])
end

-- Leaves it as a user does. True when that is done at once.
function Child:quits()
  vim.rpcnotify(self.channel, 'nvim_command', 'qall!')
  return vim.fn.jobwait({ self.channel }, 1000)[1] == 0
end

return Child
