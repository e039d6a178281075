" Vim compiler plugin for planlint, to be put into ~/.vim/compiler/: ":compiler planlint", then ":make %:S" or ":make plans/".
if exists("current_compiler")
  finish
endif
let current_compiler = "planlint"
let s:keep = &cpo
set cpo&vim

" Vim counts columns in bytes.
CompilerSet makeprg=planlint\ check\ --output\ gcc\ --column-unit\ byte\ $*
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tnfo:\ %m,%-G%.%#

let &cpo = s:keep
unlet s:keep
