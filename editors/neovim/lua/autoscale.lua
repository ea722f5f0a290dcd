-- What a buffer with formulas has beyond Neovim's own defaults: live values in
-- our own files, and commands that work on the formula under the cursor.

local M = {}

-- What Neovim puts before a message, and some room.
local PREFIX = 25

-- Shows a long message, such as the steps of an evaluation, beside the cursor;
-- a short one as Neovim shows it.
function M.show_message(err, message, context)
  local lines = vim.split(message.message, '\n', { trimempty = true })
  if #lines == 1 and #lines[1] + PREFIX <= vim.v.echospace then
    return vim.lsp.handlers['window/showMessage'](err, message, context)
  end
  local options = { border = 'rounded', focus = false }
  local _, window = vim.lsp.util.open_floating_preview(lines, 'plaintext', options)
  vim.wo[window].linebreak = true
end

-- In other files lenses and hints are as the user has set them for all servers.
local function is_ours(buffer)
  return vim.bo[buffer].filetype == 'autoscale'
end

-- Renews the lenses, which depend on snapshots too.
function M.refresh_lenses(_, _, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  for buffer in pairs(client.attached_buffers) do
    if is_ours(buffer) then
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end
  end
  return vim.NIL
end

-- Asks for the diagnostics anew, which depend on the configuration and on
-- snapshots too.
function M.refresh_diagnostics(_, _, context)
  local client = assert(vim.lsp.get_client_by_id(context.client_id))
  for buffer in pairs(client.attached_buffers) do
    local document = vim.lsp.util.make_text_document_params(buffer)
    client:request('textDocument/diagnostic', { textDocument = document }, nil, buffer)
  end
  return vim.NIL
end

-- Calls `back` with the arguments that name the formula under the cursor. The
-- server gives them with its lenses; the formula is that of the last lens above.
local function with_formula(client, buffer, back)
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  local document = vim.lsp.util.make_text_document_params(buffer)
  client:request('textDocument/codeLens', { textDocument = document }, function(err, lenses)
    if err then
      return vim.notify(err.message, vim.log.levels.ERROR)
    end
    local nearest
    for _, lens in ipairs(lenses or {}) do
      if not nearest or lens.range.start.line <= row then
        nearest = lens
      end
    end
    if not nearest then
      return vim.notify('no formula here', vim.log.levels.WARN)
    end
    back(vim.list_slice(nearest.command.arguments, 1, 2))
  end, buffer)
end

local function execute(client, buffer, command, ...)
  local more = { ... }
  with_formula(client, buffer, function(arguments)
    vim.list_extend(arguments, more)
    client:exec_cmd({ title = command, command = command, arguments = arguments }, { bufnr = buffer })
  end)
end

local function choose_snapshot(client, buffer, file)
  if file ~= '' then
    local path = vim.fs.abspath(vim.fs.normalize(file))
    return execute(client, buffer, 'autoscale.chooseSnapshot', vim.uri_from_fname(path))
  end
  local beside = 'the one beside the formula'
  local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(buffer))
  local choices = vim.fn.globpath(folder, '*.snapshot.json', true, true)
  table.insert(choices, 1, beside)
  vim.ui.select(choices, { prompt = 'Snapshot' }, function(choice)
    if choice then
      local uri = choice == beside and vim.NIL or vim.uri_from_fname(choice)
      execute(client, buffer, 'autoscale.chooseSnapshot', uri)
    end
  end)
end

local function show_live_values(client, buffer)
  vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  vim.lsp.codelens.refresh({ bufnr = buffer })
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged' }, {
    buffer = buffer,
    callback = function()
      -- True ends the autocommand.
      if not vim.lsp.buf_is_attached(buffer, client.id) then
        return true
      end
      vim.lsp.codelens.refresh({ bufnr = buffer })
    end,
  })
end

-- Prepares a buffer that the server has just been attached to.
function M.attach(client, buffer)
  local function command(name, description, run, options)
    options = vim.tbl_extend('error', { desc = description }, options or {})
    vim.api.nvim_buf_create_user_command(buffer, name, run, options)
  end
  local function runs(server_command)
    return function()
      execute(client, buffer, server_command)
    end
  end
  command('AutoscaleEvaluate', 'Evaluate the formula', runs('autoscale.evaluate'))
  command('AutoscaleBounds', 'Show what is proved about the targets', runs('autoscale.bounds'))
  command('AutoscaleTrace', 'Evaluate the formula step by step', runs('autoscale.trace'))
  command('AutoscaleSnapshot', 'Choose the snapshot to evaluate under', function(call)
    choose_snapshot(client, buffer, call.args)
  end, { nargs = '?', complete = 'file' })
  if is_ours(buffer) then
    show_live_values(client, buffer)
  end
end

return M
