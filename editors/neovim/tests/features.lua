-- What a user of Neovim can do, one test a feature.

return function(child, has, same)
  local function act(title)
    child:lua(
      [[local wanted = ...
      vim.lsp.buf.code_action({
        apply = true,
        filter = function(action) return action.title:find(wanted, 1, true) ~= nil end,
      })]],
      title
    )
  end

  local function buffer_becomes(part)
    child:wait('changed text ' .. part, 'return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\\n"):find(..., 1, true)', part)
  end

  local function hover(text)
    child:go_to(text)
    child:keys('K')
    return child:float()
  end

  local function complete(keys)
    child:keys(keys .. '<C-x><C-o>')
    return child:wait('completion menu', [[
      if vim.fn.pumvisible() == 1 then
        return vim.tbl_map(function(item) return item.word end, vim.fn.complete_info({ 'items' }).items)
      end
    ]])
  end

  local function hint_labels()
    return child:wait('inlay hints', [[
      local hints = vim.lsp.inlay_hint.get({ bufnr = 0 })
      return #hints > 0 and table.concat(vim.tbl_map(function(hint) return hint.inlay_hint.label end, hints), '\n')
    ]])
  end

  local function lens_says(title)
    child:wait('lens ' .. title, [[
      for _, lens in ipairs(vim.lsp.codelens.get(0)) do
        if lens.command.title:find(..., 1, true) then return true end
      end
    ]], title)
  end

  -- In a floating window where it is long.
  local function message_says(part)
    child:wait('message ' .. part, [[
      local part = ...
      local said = vim.api.nvim_exec2('messages', { output = true }).output
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= '' then
          said = said .. table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
        end
      end
      return said:find(part, 1, true) ~= nil
    ]], part)
  end

  local function token_at(text)
    child:go_to(text)
    return child:wait('semantic token', [[
      local tokens = vim.lsp.semantic_tokens.get_at_pos()
      return tokens and tokens[1] and tokens[1].type
    ]])
  end

  return {
    { 'file type, colours and options of a formula', function()
      child:open('pool.autoscale', 0)
      same(child:lua('return vim.bo.filetype'), 'autoscale')
      same(child:lua('return vim.bo.commentstring'), '// %s')
      child:go_to('$PendingTasks')
      local group = child:lua('return vim.fn.synIDattr(vim.fn.synID(vim.fn.line("."), vim.fn.col("."), 1), "name")')
      has(group, 'autoscale')
    end },
    { 'columns are bytes', function()
      same(child:lua('return vim.lsp.get_clients({ name = "autoscale" })[1].offset_encoding'), 'utf-8')
      child:open('one-line.json', 1)
      child:go_to('mim')
      same(child:lua('return vim.diagnostic.get(0)[1].col'), child:lua('return vim.fn.col(".") - 1'))
    end },
    { 'diagnostic with its code and its documentation', function()
      child:open('misspelt.autoscale', 1)
      local found = child:lua('return vim.diagnostic.get(0)[1]')
      same({ found.source, found.code, found.severity }, { 'autoscale', 'AS102', 1 })
      has(found.message, '`mim`')
      has(found.user_data.lsp.codeDescription.href, 'https://')
    end },
    { 'diagnostics follow what is typed', function()
      child:go_to('mim')
      child:keys('lx')
      child:wait('diagnostic of `mm`', 'return (vim.diagnostic.get(0)[1] or { message = "" }).message:find("`mm`", 1, true)')
      child:keys('bcwmin<Esc>')
      child:wait('no diagnostics', 'return #vim.diagnostic.get(0) == 0')
    end },
    { 'hover', function()
      child:open('pool.autoscale', 0)
      has(hover('$PendingTasks'), 'tasks')
    end },
    { 'completion after $', function()
      child:open('pool.autoscale', 0)
      local words = complete('Go$Target')
      assert(vim.tbl_contains(words, '$TargetDedicatedNodes'), vim.inspect(words))
    end },
    { 'completion of methods', function()
      child:open('pool.autoscale', 0)
      local words = table.concat(complete('Gos = $PendingTasks.'), ' ')
      has(words, 'GetSample')
    end },
    { 'completion as one types', function()
      local function menu()
        child:wait('completion menu', 'return vim.fn.pumvisible() == 1')
      end
      child:open('pool.autoscale', 0)
      child:keys('Gon = $')
      menu()
      child:keys('Pending<C-n><C-y>')
      child:wait('variable', 'return vim.fn.getline(".") == "n = $PendingTasks"')
      child:keys('.')
      menu()
      child:keys('GetSampleP<C-n><C-y>')
      child:wait('call', 'return vim.fn.getline("."):find("n = $PendingTasks.GetSampleP%a+%(")')
    end },
    { 'signature help', function()
      child:open('pool.autoscale', 0)
      child:keys('Gon = min(1, <C-s>')
      has(child:float(), 'min(')
    end },
    { 'quick fix', function()
      child:open('misspelt.autoscale', 1)
      child:go_to('mim')
      act('`min`')
      buffer_becomes('=min(25')
      child:wait('no diagnostics', 'return #vim.diagnostic.get(0) == 0')
    end },
    { 'suppression', function()
      child:open('misspelt.autoscale', 1)
      child:go_to('mim')
      act('ignore AS102')
      buffer_becomes('// autoscale: ignore[AS102]')
    end },
    { 'a rule is disabled in the configuration', function()
      child:open('misspelt.autoscale', 1)
      child:go_to('mim')
      act('disable AS102')
      child:wait('configuration', 'return vim.fn.bufloaded("autoscale.toml") == 1')
      child:lua('vim.cmd("silent wall")')
      child:wait('no diagnostics', 'return #vim.diagnostic.get(0) == 0')
      has(child:lua('return table.concat(vim.fn.readfile("autoscale.toml"), "\\n")'), 'AS102')
      child:lua('vim.fn.writefile({}, "autoscale.toml") vim.cmd("silent edit! autoscale.toml") vim.cmd("silent write")')
    end },
    { 'the page of a rule', function()
      child:open('misspelt.autoscale', 1)
      child:go_to('mim')
      act('open documentation of AS102')
      child:wait('page', 'return vim.api.nvim_buf_get_name(0):find("AS102.md", 1, true)')
      has(child:text(), 'What it does')
    end },
    { 'rename', function()
      child:open('pool.autoscale', 0)
      child:go_to('tasks =')
      child:lua('vim.lsp.buf.rename("waiting")')
      buffer_becomes('ceil(waiting / 4)')
      buffer_becomes('waiting = percent')
    end },
    { 'definition and references', function()
      child:open('pool.autoscale', 0)
      child:go_to('tasks / 4')
      child:lua('vim.lsp.buf.definition()')
      child:wait('jump', 'return vim.fn.line(".") == 5')
      child:lua('vim.lsp.buf.references(nil, { on_list = function(list) references = #list.items end })')
      same(child:wait('references', 'return references'), 2)
    end },
    { 'highlight of the other places', function()
      child:open('pool.autoscale', 0)
      child:go_to('window')
      child:lua('vim.lsp.buf.document_highlight()')
      child:wait('highlights', [[
        local space = vim.api.nvim_get_namespaces()['nvim.lsp.references']
        return space and #vim.api.nvim_buf_get_extmarks(0, space, 0, -1, {}) == 3
      ]])
    end },
    { 'formatting', function()
      child:open('misspelt.autoscale', 1)
      child:lua('vim.lsp.buf.format()')
      has(child:text(), '$TargetDedicatedNodes = mim(25, $CurrentDedicatedNodes * 2);')
    end },
    { 'formatting of a line', function()
      child:open('misspelt.autoscale', 1)
      child:go_to('mim')
      child:keys('gqq')
      buffer_becomes('$TargetDedicatedNodes = mim(25,')
    end },
    { 'semantic tokens', function()
      child:open('pool.autoscale', 0)
      same(token_at('GetSamplePercent'), 'method')
      same(token_at('taskcompletion'), 'enumMember')
    end },
    { 'symbols of the document and the workspace', function()
      child:open('pool.autoscale', 0)
      child:lua('vim.lsp.buf.document_symbol({ on_list = function(list) outline = #list.items end })')
      assert(child:wait('outline', 'return outline') >= 4)
      child:lua('vim.lsp.buf.workspace_symbol("percent", { on_list = function(list) found = list.items end })')
      has(child:wait('symbols', 'return found')[1].text, 'percent')
    end },
    { 'folding', function()
      child:open('pool.autoscale', 0)
      child:lua('vim.wo.foldmethod = "expr" vim.wo.foldexpr = "v:lua.vim.lsp.foldexpr()"')
      child:wait('fold', 'return vim.fn.foldlevel(2) == 1 and vim.fn.foldlevel(5) == 0')
    end },
    { 'live values in hints and lenses, without any set-up', function()
      child:open('pool.autoscale', 0)
      has(hint_labels(), '16')
      lens_says('= 4')
    end },
    { 'the arm that is not evaluated is faded', function()
      child:open('pool.autoscale', 0)
      child:wait('faded arm', [[
        for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, -1, 0, -1, { details = true })) do
          if mark[4].hl_group == 'DiagnosticUnnecessary' then return mark[2] == 4 end
        end
      ]])
    end },
    { ':AutoscaleEvaluate', function()
      child:open('pool.autoscale', 0)
      child:lua('vim.cmd.AutoscaleEvaluate()')
      message_says('`pool.snapshot.json`')
      message_says('4 dedicated nodes')
    end },
    { ':AutoscaleBounds', function()
      child:open('pool.autoscale', 0)
      child:lua('vim.cmd.AutoscaleBounds()')
      message_says('$TargetDedicatedNodes')
    end },
    { ':AutoscaleTrace', function()
      child:open('pool.autoscale', 0)
      child:lua('vim.cmd.AutoscaleTrace()')
      local trace = child:float()
      has(trace, 'percent')
      has(trace, '4 dedicated nodes')
    end },
    { 'a lens does what it says', function()
      child:open('pool.autoscale', 0)
      lens_says('Evaluate')
      child:go_to('window')
      child:lua('vim.cmd("messages clear") vim.lsp.codelens.run()')
      message_says('4 dedicated nodes')
    end },
    { ':AutoscaleSnapshot, and back to the one beside the formula', function()
      child:open('pool.autoscale', 0)
      child:lua('vim.cmd.AutoscaleSnapshot("quiet.snapshot.json")')
      lens_says('= 1')
      child:lua('vim.ui.select = function(items, _, choose) choose(items[1]) end vim.cmd.AutoscaleSnapshot()')
      lens_says('= 4')
    end },
    { 'values follow the snapshot while it is edited', function()
      child:open('pool.autoscale', 0)
      lens_says('= 4')
      child:lua('vim.cmd.split("pool.snapshot.json") vim.cmd("%s/16/40/g") vim.cmd.wincmd("p")')
      lens_says('= 10')
    end },
    { 'every kind of file that may hold formulas has the server', function()
      for file, line in pairs({
        ['a.autoscale'] = '', ['a.bicep'] = '', ['a.bicepparam'] = '', ['a.cs'] = '', ['a.groovy'] = '',
        ['a.hcl'] = '', ['a.ipynb'] = '', ['a.json'] = '', ['a.jsonc'] = '', ['a.md'] = '', ['a.ps1'] = '',
        ['a.psd1'] = '', ['a.psm1'] = '', ['a.py'] = '', ['a.sh'] = '#!/bin/bash', ['a.tf'] = 'locals {',
        ['a.tfvars'] = '', ['a.yaml'] = '', ['a.yml'] = '',
      }) do
        local type = child:lua([[
          local file, line = ...
          local buffer = vim.api.nvim_create_buf(false, true)
          vim.api.nvim_buf_set_lines(buffer, 0, -1, true, { line })
          local type = vim.filetype.match({ filename = file, buf = buffer })
          return vim.list_contains(vim.lsp.config.autoscale.filetypes, type) or type or false
        ]], file, line)
        assert(type == true, ('%s is of type %s'):format(file, type))
      end
    end },
    { 'a formula in Terraform: diagnostic, hover, completion, token', function()
      child:open('render.tf', 1)
      same(child:lua('return vim.bo.filetype'), 'terraform')
      same(child:lua('return { vim.diagnostic.get(0)[1].lnum, vim.diagnostic.get(0)[1].col }'), { 7, 30 })
      same(token_at('mim'), 'function')
      has(hover('$CurrentDedicatedNodes'), 'nodes')
      child:open('render.tf', 1)
      child:go_to('limit =')
      assert(vim.tbl_contains(complete('O$Target'), '$TargetDedicatedNodes'))
    end },
    { 'a formula in Terraform: commands are about the one under the cursor', function()
      child:open('render.tf', 1)
      child:go_to('limit =')
      child:lua('vim.cmd("messages clear") vim.cmd.AutoscaleEvaluate()')
      message_says('mim')
      child:go_to('$CurrentDedicatedNodes;')
      child:lua('vim.cmd("messages clear") vim.cmd.AutoscaleEvaluate()')
      message_says('0 dedicated nodes')
    end },
    { 'a formula in Terraform: quick fix and format leave the rest alone', function()
      child:open('render.tf', 1)
      child:go_to('mim')
      act('`min`')
      buffer_becomes('min(limit')
      child:lua('vim.lsp.buf.format()')
      has(child:text(), '      limit = 25;\n      $TargetDedicatedNodes = min(limit,')
      has(child:text(), '  name    =   "render"\n')
    end },
  }
end
