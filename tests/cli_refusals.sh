#!/bin/sh
# What each command says when it cannot do what was asked, and with what status. cli_refusals.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
cd "$work" || exit 2
cp "$source"/fixtures/plan-set/*-20*.xml .
export PLANLINT_LANG=en

# refused TEXT COMMAND...: status 2, and the text on standard error
refused() {
  text=$1
  shift
  expect 2 "$*" "$planlint" "$@"
  contains err "$text" "$*"
}

# ---- extract ----
refused "name one document" extract
refused "name one document" extract ap-2025.xml ap-2026.xml
refused "--as for extract is text or xml" extract --as csv ap-2025.xml
refused "none.xml cannot be read: No such file or directory" extract --config none.xml ap-2025.xml
refused "The rule file none.xml cannot be read" extract --rules none.xml ap-2025.xml
refused "none.xml:1:1: error: There is no such file" extract none.xml
expect 2 "extract an empty standard input" sh -c "printf '' | '$planlint' extract -"
contains err "<stdin>:1:1: error: The file is empty" "standard input has its name"
expect 2 "extract an empty standard input with a name" sh -c "printf '' | '$planlint' extract --stdin-filename x.xml -"
contains err "x.xml:1:1: error: The file is empty" "which can be given"
echo '<project xmlns="urn:planlint:project:1"><doc id="a" kind="rapport" year="2025" href="ap-2025.xml"/></project>' > planlint.xml
expect 0 "extract what the project says" "$planlint" extract --as xml ap-2025.xml
contains out 'kind="ap"' "the document says what it is"
rm planlint.xml

# ---- explain ----
refused "name a rule: planlint explain TRC001" explain
refused "The rule file none.xml cannot be read" explain --rules none.xml TRC001
refused "did you mean “planlint rules”?" explain zzzzzzzzzz
refused "did you mean “TRC001”?" explain TRC00 TYP001
contains out "Fix: replace by {1}- {2}" "the rule that there is is explained all the same"
contains out "See https://frageladan.isof.se/" "with what it rests on"
expect 0 "two rules" "$planlint" explain TRC001 TYP001
contains out "----" "have a line between"

# ---- baseline ----
mkdir folder && echo '<baseline' > broken.xml
refused "The project file none.xml cannot be read" baseline create --config none.xml ap-2026.xml
refused "The baseline folder cannot be read: Is a directory" baseline update --isolated --baseline folder ap-2026.xml
refused "broken.xml:1:1: error: The tag is not closed" baseline update --isolated --baseline broken.xml ap-2026.xml
refused "Make it by: planlint baseline create" baseline update --isolated --baseline none.xml ap-2026.xml
sed 's/Distansvård i glesbygd/Distansvård i glesbygd och en mycket lång rubrik som ingen orkar läsa till slutet/' ap-2025.xml > long.xml
expect 0 "a baseline of two documents" "$planlint" baseline create --isolated --with vp-2025-2028.xml long.xml ap-2026.xml
contains planlint-baseline.xml 'quote="Distansvård i glesbygd och en mycket lång rubrik som ingen o…"' "a long quote is cut"
expect 0 "renewed for one of them" "$planlint" baseline update --isolated --with vp-2025-2028.xml ap-2026.xml
contains planlint-baseline.xml 'path="long.xml"' "the other keeps its entries"
rm long.xml
expect 0 "renewed when the other is gone" "$planlint" baseline prune --isolated --with vp-2025-2028.xml ap-2026.xml
lacks planlint-baseline.xml 'path="long.xml"' "they go with it"

# ---- init ----
mkdir -p project/arkiv--gammal && cp "$source"/fixtures/plan-set/*-20*.xml "$source/fixtures/plan-set/ap-2026.docx" project && cp vp-2025-2028.xml project/arkiv--gammal
sed 's/2025/2030/g' rapport-2025.xml > project/rapport-2030.xml
echo '<plan' > project/trasig.xml
for name in 'vp <en>:vp' 'vp två:vp' 'ap:ap' 'okänd:'; do
  kind=${name#*:}
  echo "<plan xmlns='urn:planlint:plan:1'${kind:+ kind='$kind'}><section><heading>Något</heading></section></plan>" > "project/${name%:*}.xml"
done
expect 2 "a project file of what could be read" "$planlint" init project
contains err "could not be read and stand in a comment" "the rest is told"
for line in '<!-- for the same time as another: ap-2026.xml -->' '<!-- of unknown kind: okänd.xml -->' '<!-- could not be read: trasig.xml -->' \
  '<!-- for the same time as another: arkiv- -gammal/vp-2025-2028.xml -->' '<doc id="vp" kind="vp" href="vp &lt;en>.xml"/>' '<doc id="vp-2" kind="vp" href="vp två.xml"/>' \
  '<doc id="vp-2025" kind="vp" period="2025/2028" href="vp-2025-2028.xml"/>' '<doc id="ap" kind="ap" href="ap.xml"/>' \
  '<doc id="ap-2025" kind="ap" year="2025" implements="vp-2025" href="ap-2025.xml"/>' '<doc id="rapport-2030" kind="rapport" year="2030" href="rapport-2030.xml"/>' \
  '<doc id="rapport-2025" kind="rapport" year="2025" follows="ap-2025" href="rapport-2025.xml"/>'; do
  contains project/planlint.xml "$line" "init"
done
refused "none: No such file or directory" init none
refused "name one folder" init project folder
refused "There is nothing to check here" init folder

# ---- options ----
for option in --severity==info --severity=TRC001= --severity=TRC001=odd --severity=TRC001 --severity= --fail-level=off --fail-level=odd --output=gcc: --output=odd \
  --max-diagnostics=0 --max-diagnostics=x --max-warnings=x --jobs=0 --jobs=1025 --jobs=x --changed-since=-x --changed-since= --year=25 --year=2025-01 --year=20x5 \
  --period=x --period=2028/2025 --kind=odd --min-severity=off --min-severity=odd --config= --baseline= --cache-dir= --path-root= --limit=x --limit=depth=0 --limit=depth=x --limit==1 \
  --color=odd --lang=odd; do
  expect 2 "$option" "$planlint" check "$option" --isolated ap-2025.xml
  contains err "${option%%=*}" "$option is named"
  contains err "planlint help check" "$option: says where to look"
done
refused "unknown option “--no-such”" check --no-such ap-2025.xml
refused "unknown option “--s”" check --s=1 ap-2025.xml
expect 0 "the beginning of an option that is only one" "$planlint" check --isolated --jo=1 --max-diag=none --select CFG001 ap-2025.xml

# ---- the environment ----
expect 2 "a value that is none" env PLANLINT_JOBS=x "$planlint" check --isolated ap-2025.xml
contains err "PLANLINT_JOBS" "is told by the name of its variable"
mkdir cache
expect 0 "a switch that is on" env PLANLINT_NO_CACHE=1 "$planlint" check --isolated --select CFG001 --cache-dir=cache ap-2025.xml
expect 1 "is on" sh -c 'ls cache | grep -q .'
expect 0 "a switch that is off" env PLANLINT_NO_CACHE=0 PLANLINT_OUTPUT= "$planlint" check --isolated --select CFG001 --cache-dir=cache ap-2025.xml
expect 0 "is off" sh -c 'ls cache | grep -q .'
expect 0 "options of other commands" env PLANLINT_AS=xml PLANLINT_OUTPUT=gcc "$planlint" version
unset PLANLINT_LANG
for locale in "LC_ALL=sv_SE.UTF-8" "LC_MESSAGES=sv_SE" "LANG=sv" "LC_ALL= LANG=sv_FI.UTF-8" "LANG=C" "LANG=POSIX" "LC_ALL=C.UTF-8 LANG=en_GB" ""; do
  # shellcheck disable=SC2086 # one or two words
  expect 2 "$locale" env -u LC_ALL -u LC_MESSAGES -u LANG -u LANGUAGE $locale "$planlint" extract
  contains err "ange ett dokument" "$locale is Swedish, or says nothing"
done
for locale in "LC_ALL=en_US.UTF-8" "LC_ALL=fi_FI LANG=sv_FI" "LANG=de_DE"; do
  # shellcheck disable=SC2086 # one or two words
  expect 2 "$locale" env -u LC_ALL -u LC_MESSAGES -u LANG -u LANGUAGE $locale "$planlint" extract
  contains err "name one document" "$locale is not Swedish"
done

echo "cli refusals: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
