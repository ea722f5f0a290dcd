" The language server, for ALE: it finds this file by the type of a buffer.

call ale#Set('autoscale_executable', 'autoscale')

function! ale_linters#autoscale#autoscale#Root(buffer) abort
  let l:config = ale#path#FindNearestFile(a:buffer, 'autoscale.toml')
  return fnamemodify(empty(l:config) ? bufname(a:buffer) : l:config, ':p:h')
endfunction

call ale#linter#Define('autoscale', {
      \ 'name': 'autoscale',
      \ 'lsp': 'stdio',
      \ 'executable': {buffer -> ale#Var(buffer, 'autoscale_executable')},
      \ 'command': '%e lsp',
      \ 'project_root': function('ale_linters#autoscale#autoscale#Root'),
      \ })
