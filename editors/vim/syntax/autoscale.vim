" Vim syntax file for Azure Batch autoscale formulas; Vim 8 and later, Neovim.
" Of two matches that begin at one place the one defined later wins, so what is
" more special stands further down. The lists of names are generated from the
" catalog: `UPDATE_DOCS=1 cargo test -p autoscale-tests --test editors`.

if exists('b:current_syntax')
  finish
endif

let s:cpo = &cpoptions
set cpoptions&vim

" generated: targets
let s:targets = [
      \ '$TargetDedicatedNodes', '$TargetLowPriorityNodes', '$NodeDeallocationOption',
      \ '$TargetDedicated', '$TargetLowPriority', '$TVMDeallocationOption',
      \ ]
" end generated

" generated: metrics
let s:metrics = [
      \ '$CurrentDedicated', '$SampleTVMCount', '$ActiveTasks', '$RunningTasks',
      \ '$PendingTasks', '$SucceededTasks', '$FailedTasks', '$CurrentDedicatedNodes',
      \ '$CurrentLowPriorityNodes', '$PreemptedNodeCount', '$TaskSlotsPerNode',
      \ '$UsableNodeCount', '$CPUPercent', '$WallClockSeconds', '$MemoryBytes',
      \ '$DiskBytes', '$DiskReadBytes', '$DiskWriteBytes', '$DiskReadOps',
      \ '$DiskWriteOps', '$NetworkInBytes', '$NetworkOutBytes', '$SampleNodeCount',
      \ ]
" end generated

" generated: functions
let s:functions = [
      \ 'avg', 'ceil', 'floor', 'len', 'lg', 'ln', 'log', 'max', 'min', 'norm',
      \ 'percentile', 'rand', 'range', 'round', 'std', 'stop', 'sum', 'time', 'val',
      \ 'vec',
      \ ]
" end generated

" generated: methods
let s:methods = [
      \ 'GetSample', 'GetSamplePercent', 'GetSamplePeriod', 'Count', 'HistoryBeginTime',
      \ ]
" end generated

" generated: members
let s:members = [
      \ 'year', 'month', 'day', 'weekday', 'hour', 'minute', 'second',
      \ ]
" end generated

" generated: constants
let s:constants = [
      \ 'TimeInterval_Zero', 'TimeInterval_100ns', 'TimeInterval_Microsecond',
      \ 'TimeInterval_Millisecond', 'TimeInterval_Second', 'TimeInterval_Minute',
      \ 'TimeInterval_Hour', 'TimeInterval_Day', 'TimeInterval_Week',
      \ 'TimeInterval_Year',
      \ ]
" end generated

" generated: options
let s:options = [
      \ 'requeue', 'terminate', 'taskcompletion', 'retaineddata',
      \ ]
" end generated

syntax case match
syntax sync minlines=1

" Words whose meaning follows from their neighbours: a call, what is behind a
" dot, or neither. An unknown name is coloured as plain text of its kind, so a
" typing error shows.
let s:word = '[$A-Za-z_][A-Za-z0-9_]*'
let s:called = '\ze\_s*('

function! s:Match(group, names, behind, ...) abort
  let l:one_of = '\%(' .. join(a:names, '\|') .. '\)[A-Za-z0-9_]\@!'
  execute 'syntax match' a:group '/' .. escape(l:one_of, '$') .. a:behind .. '/' join(a:000)
endfunction

execute 'syntax match autoscaleVariable /' .. s:word .. '/'
call s:Match('autoscaleOption', s:options, '')
call s:Match('autoscaleConstant', s:constants, '')
call s:Match('autoscaleMetric', s:metrics, '')
call s:Match('autoscaleTarget', s:targets, '')
execute 'syntax match autoscaleUnknownCall /' .. s:word .. s:called .. '/'
call s:Match('autoscaleFunction', s:functions, s:called)

syntax match autoscaleDelimiter /[;,]/
syntax match autoscaleDelimiter /\./ nextgroup=@autoscaleBehindDot skipwhite skipnl skipempty
syntax cluster autoscaleBehindDot contains=autoscaleUnknownMember,autoscaleUnknownMethod,autoscaleMember,autoscaleMethod
execute 'syntax match autoscaleUnknownMember /' .. s:word .. '/ contained'
execute 'syntax match autoscaleUnknownMethod /' .. s:word .. s:called .. '/ contained'
call s:Match('autoscaleMember', s:members, '\%(\_s*(\)\@!', 'contained')
call s:Match('autoscaleMethod', s:methods, s:called, 'contained')

syntax match autoscaleBracket /[][()]/
syntax match autoscaleOperator /[-+*\/!<>=?:]\|&&\|||/
syntax match autoscaleNumber /\%(\d\+\%(\.\d*\)\?\|\.\d\+\)\%([eE][+-]\?\d\+\)\?/

" What a template engine fills in, with the parts of a name that touch it.
syntax match autoscalePlaceholder /[A-Za-z0-9_$]*\%([$@#]{[^{}]*}\|{{[^{}]*}}\|{[^{};=]*}\)[A-Za-z0-9_$]*/

" Strings end on their line and have no escapes.
syntax match autoscaleUnclosedString /"[^");\]]*/
syntax match autoscaleString /"[^"]*"/
syntax match autoscaleComment /\/\/.*$/ contains=@Spell

" Quotes, comments and operators of other languages.
syntax match autoscaleError /'[^';]*'\|#{\@!.*$\|\/\*.\{-}\%(\*\/\|$\)\|[%^]/

highlight default link autoscaleBracket Delimiter
highlight default link autoscaleComment Comment
highlight default link autoscaleConstant Constant
highlight default link autoscaleDelimiter Delimiter
highlight default link autoscaleError Error
highlight default link autoscaleFunction Function
highlight default link autoscaleMember Identifier
highlight default link autoscaleMethod Function
highlight default link autoscaleMetric Type
highlight default link autoscaleNumber Number
highlight default link autoscaleOperator Operator
highlight default link autoscaleOption Constant
highlight default link autoscalePlaceholder PreProc
highlight default link autoscaleString String
highlight default link autoscaleTarget Keyword
highlight default link autoscaleUnclosedString Error

let b:current_syntax = 'autoscale'

let &cpoptions = s:cpo
unlet s:cpo s:word s:called
unlet s:targets s:metrics s:functions s:methods s:members s:constants s:options
delfunction s:Match
