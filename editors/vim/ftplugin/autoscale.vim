" Settings for buffers with Azure Batch autoscale formulas.

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

" `//` is the only comment; a `$` belongs to the name behind it.
setlocal comments=:// commentstring=//\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal iskeyword+=$
setlocal expandtab shiftwidth=4 softtabstop=4

let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< iskeyword<'
      \ .. ' expandtab< shiftwidth< softtabstop<'

" Without a server: `:make` fills the quickfix list.
if executable('autoscale')
  setlocal makeprg=autoscale\ check\ --format\ concise\ %:S
  setlocal errorformat=%f:%l:%c:\ %t%*[a-z]%m,%-G%.%#
  let b:undo_ftplugin ..= ' makeprg< errorformat<'
endif
