-- How Neovim starts the language server: `vim.lsp.enable('autoscale')`. A field
-- is changed with `vim.lsp.config('autoscale', { … })`.

---@type vim.lsp.Config
return {
  cmd = { 'autoscale', 'lsp' },
  -- Formulas, and the languages in whose files the server looks for them.
  filetypes = {
    'autoscale',
    'bicep',
    'cs',
    'groovy',
    'hcl',
    'json',
    'jsonc',
    'markdown',
    'nextflow',
    'ps1',
    'python',
    'sh',
    'terraform',
    'terraform-vars',
    'yaml',
  },
  root_markers = { 'autoscale.toml', '.git' },
  -- Neovim 0.11 shows diagnostics and lenses, but does not renew them when the
  -- server asks for it.
  capabilities = {
    workspace = { codeLens = { refreshSupport = true }, diagnostics = { refreshSupport = true } },
  },
  handlers = {
    ['window/showMessage'] = function(...)
      return require('autoscale').show_message(...)
    end,
    ['workspace/codeLens/refresh'] = function(...)
      return require('autoscale').refresh_lenses(...)
    end,
    ['workspace/diagnostic/refresh'] = function(...)
      return require('autoscale').refresh_diagnostics(...)
    end,
  },
}
