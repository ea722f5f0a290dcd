" Writes beside every case the syntax groups of its lines, as runs of bytes.
" Columns are to be those of the file: no mark is taken off, no line is too long.
set nocompatible encoding=utf-8 synmaxcol=0
let &runtimepath = $AUTOSCALE_VIM .. ',' .. &runtimepath
filetype on
syntax on

function! s:Runs(line) abort
  let l:runs = []
  let l:group = ''
  let l:first = 1
  let l:end = col([a:line, '$'])
  for l:column in range(1, l:end)
    let l:here = l:column < l:end ? synIDattr(synID(a:line, l:column, 1), 'name') : ''
    if l:here !=# l:group
      if l:group !=# ''
        call add(l:runs, l:first .. '-' .. (l:column - 1) .. ':' .. l:group)
      endif
      let l:group = l:here
      let l:first = l:column
    endif
  endfor
  return join(l:runs, ' ')
endfunction

for s:path in glob($AUTOSCALE_CASES .. '/*.autoscale', 0, 1)
  execute 'silent edit! ++bin' fnameescape(s:path)
  if &filetype !=# 'autoscale'
    cquit
  endif
  call writefile(map(range(1, line('$')), 's:Runs(v:val)'), fnamemodify(s:path, ':r') .. '.groups')
  bwipeout!
endfor
qall!
