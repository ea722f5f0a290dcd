" Vim's own features, and ALE against the server. Ends with code 1 after a
" failure; the current folder is a copy of editors/fixtures.

set nomore
let s:patience_ms = 10000

" What the mode of a word is coloured as.
function s:Colour(word) abort
  call cursor(1, 1)
  call search('\V' .. a:word, 'cW')
  return synIDattr(synID(line('.'), col('.'), 1), 'name')
endfunction

function s:Wait(what, Holds) abort
  for _ in range(s:patience_ms / 20)
    if a:Holds()
      return
    endif
    sleep 20m
  endfor
  call add(v:errors, 'no ' .. a:what .. ': ' .. string(ale#engine#GetLoclist(bufnr())))
endfunction

function s:Findings() abort
  return ale#engine#GetLoclist(bufnr())
endfunction

try
  edit pool.autoscale
  call assert_equal('autoscale', &filetype)
  call assert_equal('// %s', &commentstring)
  call assert_equal('autoscaleComment', s:Colour('// One'))
  call assert_equal('autoscaleMetric', s:Colour('$PendingTasks'))
  call assert_equal('autoscaleTarget', s:Colour('$TargetDedicatedNodes'))
  call assert_equal('autoscaleMethod', s:Colour('GetSample'))
  call assert_equal('autoscaleFunction', s:Colour('min('))
  call assert_equal('autoscaleOption', s:Colour('taskcompletion'))
  call assert_equal('autoscaleNumber', s:Colour('25,'))

  edit misspelt.autoscale
  call s:Wait('finding', {-> len(s:Findings()) == 1})
  let s:finding = get(s:Findings(), 0, {})
  call assert_equal(['AS102', 'E', 1, 26], map(['code', 'type', 'lnum', 'col'], 'get(s:finding, v:val)'))
  call assert_match('`mim`', get(s:finding, 'text', ''))
  %s/mim/min/
  write
  call s:Wait('mended formula', {-> empty(s:Findings())})

  edit pool.autoscale
  call cursor(6, 1)
  call search('tasks / 4', 'W')
  ALEGoToDefinition
  call s:Wait('jump', {-> line('.') == 5})
catch
  call add(v:errors, v:exception .. ' at ' .. v:throwpoint)
endtry

call writefile(empty(v:errors) ? ['vim: file type, colours, ALE: as they should be'] : v:errors, '/dev/stdout')
execute empty(v:errors) ? 'qall!' : 'cquit'
