#!/bin/bash
# The scripts that complete command lines, in their shells, and the manual pages. A program that is missing is named, and
# the test is skipped after the rest. completions.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
export LC_ALL=C.UTF-8
missing=
has() { command -v "$1" > /dev/null || { missing="$missing $1"; false; }; }
cd "$work" && mkdir plans && touch plans/ap.docx || exit 2
for shell in bash zsh fish; do "$planlint" completions $shell --lang en > "$work/$shell" || exit 2; done
expect 2 "no such shell" "$planlint" completions bahs --lang en
contains err "did you mean “bash”?" "a shell is corrected"

expect 0 "bash: syntax" bash -n "$work/bash"
compopt() { :; }
# shellcheck source=/dev/null
. "$work/bash"
# completed WANTED WORD...: what bash offers for the words, as readline splits them
completed() {
  wanted=$1
  shift
  COMP_WORDS=(planlint "$@") COMP_CWORD=$# COMPREPLY=()
  _planlint
  same "$wanted" "${COMPREPLY[*]}" "bash: planlint $*"
}
completed check ch
completed "extract explain" ex
completed --fail-level= check --fail
completed warning check --fail-level w
completed warning check --fail-level = w
completed "auto always never" check --color =
completed "xml" extract --as x
completed "vp" check -k v
completed "json jsonl" check -o js
completed "plans/ap.docx" check -o json : plans/a
completed "part-bytes= parts=" check --limit part
completed "TRC010= TRC011=" check --severity TRC01
completed "error" check --severity TRC001 = e
completed "off" check --severity = TRC001 = o
completed "TRC001,DAT010 TRC001,DAT011 TRC001,DAT012" check --select TRC001,DAT01
completed "plans" check pl
completed "plans/ap.docx" check --with = plans/
completed "create update prune" baseline ""
completed "plans" baseline create p
completed "show" config ""
completed "trace" rules test tra
completed "TRC010 TRC011" explain TRC01
completed "zsh" completions z
completed "" check --year 2
for command in $("$planlint" help --lang en | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  for option in $("$planlint" help "$command" | grep -o -e '^  .[^ ]* --[a-z-]*' | grep -o -e '--.*'); do
    COMP_WORDS=(planlint "$command" "$option") COMP_CWORD=2 COMPREPLY=()
    _planlint
    case " ${COMPREPLY[*]} " in *" $option"[\ =]*) passed=$((passed + 1)) ;; *) failed=$((failed + 1)); echo "FAILED bash does not know $command $option" ;; esac
  done
done

if has zsh; then
  expect 0 "zsh: syntax" zsh -n "$work/zsh"
  expect 0 "zsh: loads" zsh -fc "autoload -Uz compinit && compinit -u -D && . '$work/zsh' && whence _planlint"
fi
if has fish; then
  expect 0 "fish: syntax" fish --no-execute "$work/fish"
  # offers LINE WORD: what fish offers for the line begins with a line for the word
  offers() {
    expect 0 "fish: $1" env HOME="$work" fish -c "source '$work/fish'; complete -C '$1'"
    if cut -f 1 "$work/out" | grep -qx -e "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED fish: $1"; cat "$work/out"; fi
  }
  offers "planlint ch" check
  offers "planlint check --fail" --fail-level
  offers "planlint check --fail-level w" warning
  offers "planlint check --fail-level=w" --fail-level=warning
  offers "planlint check -o js" jsonl
  offers "planlint check --limit part" part-bytes=
  offers "planlint check --severity TRC001=e" TRC001=error
  offers "planlint check --select TRC001,DAT01" TRC001,DAT010
  offers "planlint check pl" plans/
  offers "planlint baseline " prune
  offers "planlint explain TRC01" TRC011
  offers "planlint rules test tra" trace
fi

"$planlint" help --man --lang en > planlint.1
"$planlint" help --man --lang sv > planlint.sv.1
for format in $("$planlint" help check --lang en | sed -n '/^Formats/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  expect 0 "planlint(1) has $format" grep -q "^.It Cm \"$format\"" planlint.1
done
if has mandoc; then
  expect 0 "planlint(1)" mandoc -T lint -W warning planlint.1
  # In Swedish the sections have Swedish names, and nothing else is to be said
  mandoc -T lint -W warning planlint.sv.1 | grep -v -e '"NAME"' -e 'NAME section' > "$work/said"
  expect 1 "planlint(1) in Swedish" test -s "$work/said"
  mandoc -T utf8 planlint.1 | sed "s/.$(printf "\\b")//g" > page
  contains page "--with=FILE" "the page shows options"
  contains page "PLANLINT_COLOR" "the page shows the environment"
fi

# What planlint.xml(5) and planlint-rules(5) are made of: every element and attribute of the schema
# shellcheck disable=SC2013 # names of XML have no white space
for schema in plan project rules; do
  for language in sv en; do
    expect 0 "the grammar $schema in $language" "$planlint" help --man --lang $language $schema
    for element in $(grep -o '<xs:element name="[^"]*"' "$source/schemas/$schema.xsd" | cut -d'"' -f2 | sort -u); do
      contains out ".It Cm $element" "element of $schema"
    done
    for attribute in $(grep -o '<xs:attribute name="[^"]*"' "$source/schemas/$schema.xsd" | cut -d'"' -f2 | sort -u); do
      contains out ".It Ar $attribute" "attribute of $schema"
    done
  done
done
contains out ".It Ar severity Pq required" "what is required"
contains out ".Cm error ,
.Cm warning ," "values that are allowed"
expect 2 "a schema that there is not" "$planlint" help --man --lang en rule
contains err "rules" "is mistaken for one that there is"
for language in sv en; do
  expect 0 "the rules in $language" "$planlint" rules --man --lang $language --isolated
  contains out ".It Cm TRC001 Pq \"activity\\-without\\-goal, error\"" "a rule"
done

echo "completions: $passed passed, $failed failed"
[ "$failed" -eq 0 ] || exit 1
[ -z "$missing" ] || { echo "skipped without$missing"; exit 77; }
