-- Makes `.autoscale` a file type, and gives a buffer what goes beyond Neovim's
-- own defaults once the server is attached.

local here = vim.fs.dirname(vim.uv.fs_realpath(debug.getinfo(1, 'S').source:sub(2)))
-- The colours and the options of the file type are Vim's.
vim.opt.runtimepath:append(vim.fs.normalize(vim.fs.joinpath(here, '../../vim')))
vim.filetype.add({ extension = { autoscale = 'autoscale' } })

local group = vim.api.nvim_create_augroup('autoscale', {})
vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'autoscale' then
      require('autoscale').attach(client, event.buf)
    end
  end,
})

-- Neovim watches no files on Linux unless it is told to; what is written here
-- counts at once.
vim.api.nvim_create_autocmd('BufWritePost', {
  group = group,
  pattern = { 'autoscale.toml', '*.snapshot.json' },
  callback = function(event)
    local changed = { uri = vim.uri_from_bufnr(event.buf), type = vim.lsp.protocol.FileChangeType.Changed }
    for _, client in ipairs(vim.lsp.get_clients({ name = 'autoscale' })) do
      client:notify('workspace/didChangeWatchedFiles', { changes = { changed } })
    end
  end,
})
