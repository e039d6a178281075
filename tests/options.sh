#!/bin/sh
# Options, the environment and signals. options.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
vp=$work/vp.xml ap=$work/ap.xml
cp "$source/fixtures/plan-set/vp-2025-2028.xml" "$vp" && cp "$source/fixtures/plan-set/ap-2026.xml" "$ap" || exit 2
unset NO_COLOR FORCE_COLOR CLICOLOR_FORCE

# suggested WORD COMMAND...: the command fails with status 2 and asks whether WORD was meant, in both languages
suggested() {
  word=$1
  shift
  expect 2 "$*" "$planlint" "$@" --lang en
  contains err "did you mean “$word”?" "$* is corrected"
  expect 2 "$*, in Swedish" "$planlint" "$@" --lang sv
  contains err "menade du ”$word”?" "$* is corrected in Swedish"
}
suggested check chekc
suggested check help chek
suggested --severity check --sevrity x
suggested always check --color alwys
suggested part-bytes check --limit part-byts=3
suggested json check --output jsn
suggested error check --severity TRC001=eror
suggested warning check --fail-level=warnin
suggested rapport check --kind raport
suggested csv trace --as csw
suggested show config shwo "$ap"
suggested update baseline updaet "$ap"
suggested test rules tset
suggested install hook instal
suggested TRC001 explain TRC00
expect 2 "no action" "$planlint" baseline --lang en
contains err "say what to do: planlint baseline create|update|prune" "the actions are named"
expect 0 "--help wins" "$planlint" check --with no.xml --sevrity --help --lang en
contains out "Usage: planlint check" "the help of the command"
expect 0 "-h before the command" "$planlint" -h --lang en explain
contains out "Usage: planlint explain" "the help of the command that follows"
expect 1 "options before the command" "$planlint" --lang en --output gcc check --with "$vp" "$ap"
contains out "error: " "options before the command hold"
expect 2 "an option of another command before it" "$planlint" --lang en --fix explain TRC001
contains err "--fix does not belong to “planlint explain”" "options before the command are looked at"
expect 2 "no command behind options" "$planlint" --lang en
expect 0 "warnings" "$planlint" check --select TYP001 --with "$vp" "$ap"
expect 0 "as many warnings as allowed" "$planlint" check --select TYP001 --max-warnings 1 --with "$vp" "$ap"
expect 1 "too many warnings" "$planlint" check --select TYP001 --max-warnings 0 --with "$vp" "$ap"
expect 2 "a number of warnings that is none" "$planlint" check --max-warnings -1 "$ap"
expect 0 "which files" "$planlint" check --list-files --with "$vp" "$ap"
expect 0 "only the files to be checked" test "$(cat "$work/out")" = "$ap"
expect 0 "which files, NUL behind each" "$planlint" check --list-files -0 "$vp" "$ap"
same "$vp $ap " "$(tr '\0' ' ' < "$work/out")" "for xargs -0"
mkdir -p "$work/folders/d1" "$work/folders/d2/.hidden" "$work/folders/none" && cp "$ap" "$work/folders/d1/a.xml" && cp "$ap" "$work/folders/d2/b.xml" || exit 2
cp "$ap" "$work/folders/d2/.hidden/c.xml" && cp "$ap" "$work/folders/d2/.b.xml" && cp "$ap" "$work/folders/d3.xml" || exit 2
expect 0 "folders that a pattern matches" sh -c 'cd "$1" && "$2" check --isolated --list-files "*"' sh "$work/folders" "$planlint"
same "d1/a.xml d2/b.xml d3.xml " "$(tr '\n' ' ' < "$work/out")" "stand for the documents in them"
expect 2 "a pattern of folders without documents" "$planlint" check --isolated --list-files "$work/folders/n*"
contains out CFG051 "has nothing to check"
expect 0 "a folder with its slash" sh -c 'cd "$1" && printf "d1/\r\n\r\nd3.xml\r\n" | "$2" check --isolated --list-files --files-from -' sh "$work/folders" "$planlint"
same "d1/a.xml d3.xml " "$(tr '\n' ' ' < "$work/out")" "in a list with the line ends of Windows"
expect 2 "which files of a folder without any" "$planlint" check --list-files "$work/none*"
expect 2 "no word is near" "$planlint" check --color zzzzzz --lang en
contains err "choose one of auto, always, never" "the words are listed"
contains err "see “planlint help check”" "where more is said"
expect 2 "no value" "$planlint" check --lang en --with
contains err "--with needs a value" "the option is named"
expect 2 "not an option of the command" "$planlint" explain --fix TRC001 --lang en
contains err "--fix does not belong to “planlint explain”" "the option and the command are named"
expect 2 "a number that is none" "$planlint" check --jobs=two --lang en
contains err "“two” is not a valid value of N" "the value is named"
cp "$ap" "$work/--fix"
expect 1 "-- ends the options" sh -c "cd '$work' && '$planlint' check --with vp.xml --output gcc -- --fix"
contains out "./--fix:" "a file named like an option"

# The environment gives defaults, the command line wins
expect 1 "PLANLINT_LANG" env PLANLINT_LANG=en "$planlint" check --with "$vp" "$ap"
contains out "error: " "the language is of the environment"
expect 1 "--lang wins" env PLANLINT_LANG=en "$planlint" check --lang sv --with "$vp" "$ap"
contains out "fel: " "the command line wins"
expect 1 "PLANLINT_OUTPUT" env PLANLINT_OUTPUT=json "$planlint" check --with "$vp" "$ap"
contains out '"schemaVersion"' "the format is of the environment"
expect 1 "--output wins" env PLANLINT_OUTPUT=json "$planlint" check --output gcc --with "$vp" "$ap"
lacks out '"schemaVersion"' "the format is of the command line"
expect 0 "PLANLINT_FAIL_LEVEL" env PLANLINT_FAIL_LEVEL=never "$planlint" check --with "$vp" "$ap"
expect 2 "a faulty variable" env PLANLINT_COLOR=alwys "$planlint" check --lang en "$ap"
contains err "PLANLINT_COLOR: unknown value “alwys”; did you mean “always”?" "the variable is named"
expect 2 "PLANLINT_CONFIG" env PLANLINT_CONFIG="$work/none.xml" "$planlint" check "$ap"
contains out CFG033 "the project file is of the environment"
printf '<project xmlns="urn:planlint:project:1"/>\n' > "$work/own.xml"
expect 0 "config show" env PLANLINT_CONFIG="$work/own.xml" PLANLINT_COLOR=never "$planlint" config show --lang en "$ap"
contains out "PLANLINT_CONFIG" "the origin of the project file"
contains out "color        never                     PLANLINT_COLOR" "the environment is shown"
for locale in sv_SE.UTF-8:Kommandon C:Kommandon en_GB.UTF-8:Commands de_DE:Commands; do
  expect 0 "LC_MESSAGES=$locale" env -u LC_ALL LC_MESSAGES="${locale%:*}" "$planlint" help
  contains out "${locale#*:}" "the language of LC_MESSAGES=${locale%:*}"
done

# version
expect 0 "version" "$planlint" version
expect 0 "version --verbose" "$planlint" version --verbose --lang en
contains out "libxml2    2." "the libraries are named"
for file in rules/trace.xml schemas/plan.xsd; do
  contains out "$(sha256sum < "$source/$file" | cut -c 1-64)  $file" "the digest of $file"
done

# Colour: --color, FORCE_COLOR, NO_COLOR, CLICOLOR_FORCE, terminal
escape=$(printf '\033')
colored() { expect 1 "color: $*" env "$@" --with "$vp" "$ap"; contains out "${escape}[" "colour with $*"; }
plain() { expect 1 "no color: $*" env "$@" --with "$vp" "$ap"; lacks out "${escape}[" "no colour with $*"; }
plain TERM=xterm "$planlint" check
colored "$planlint" check --color always
colored FORCE_COLOR=1 NO_COLOR=1 "$planlint" check
colored CLICOLOR_FORCE=1 "$planlint" check
plain CLICOLOR_FORCE=0 "$planlint" check
plain CLICOLOR_FORCE=1 NO_COLOR=1 "$planlint" check
plain FORCE_COLOR=1 "$planlint" check --color never
colored NO_COLOR=1 PLANLINT_COLOR=always "$planlint" check
colored NO_COLOR= CLICOLOR_FORCE=1 "$planlint" check
plain FORCE_COLOR=1 "$planlint" check --output gcc
plain FORCE_COLOR= CLICOLOR_FORCE= TERM=dumb "$planlint" check
expect 1 "SOURCE_DATE_EPOCH that is no number" env SOURCE_DATE_EPOCH=today "$planlint" check --with "$vp" "$ap"

# Roots of paths, and the page of a build
cd "$work/folders" || exit 2
for root in "$work/folders" "$work/folders/" ./ . ../folders d2/.. "$work/../$(basename "$work")/folders"; do
  expect 1 "root $root" "$planlint" check --isolated --output github --path-root "$root" ./d1/../d1/./a.xml
  contains out "file=d1/a.xml," "paths from the root $root"
done
expect 1 "a root that is elsewhere" "$planlint" check --isolated --output github --path-root d2 ./d1/a.xml
contains out "file=d1/a.xml," "leaves the path as it is"
expect 2 "a root that is not there" "$planlint" check --isolated --output github --path-root zz ./d1/a.xml
expect 1 "a root of the build that is not there" env GITHUB_WORKSPACE="$work/zz" "$planlint" check --isolated --output github ./d1/a.xml
contains out "file=d1/a.xml," "does not count"
expect 1 "from above the root of the disk" "$planlint" check --isolated --output github --path-root / "$work/folders/d1/a.xml"
contains out "file=${work#/}/folders/d1/a.xml," "the root of the disk is a root"
expect 1 "the page of a build" env GITHUB_STEP_SUMMARY="$work/page" "$planlint" check --isolated --output json --output github:"$work/notes" d1/a.xml
expect 1 "is not for a file" test -e "$work/page"
expect 1 "the page of a build" env GITHUB_STEP_SUMMARY="$work/page" "$planlint" check --isolated --output github d1/a.xml
contains page "d1/a.xml" "has a table"
expect 1 "no page" env GITHUB_STEP_SUMMARY= "$planlint" check --isolated --output github d1/a.xml

echo "options: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
