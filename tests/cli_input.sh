#!/bin/sh
# What the command line reads and what it shows: names, lists, standard input, profiles, colour, counts.
# cli_input.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
# The plan set without its project, which would hold for all that follows.
mkdir "$work/plans" && cp "$source"/fixtures/plan-set/*-20* "$work/plans" || exit 2
vp=$work/plans/vp-2025-2028 ap=$work/plans/ap-2026

# Documents of projects with other rules
for pack in dates trace; do
  mkdir -p "$work/$pack/.git"
  cp "$ap.xml" "$work/$pack/ap.xml"
  printf '<project xmlns="urn:planlint:project:1"><use pack="%s"/></project>\n' "$pack" > "$work/$pack/planlint.xml"
done
expect 2 "documents of two projects" "$planlint" check --lang en "$work/dates/ap.xml" "$work/trace/ap.xml"
contains out CFG034 "rules of several projects are not mixed"

# What is shown, and what counts
expect 1 "more findings than the limit" "$planlint" check --isolated --limit diagnostics=3 --select TYP,DAT --output gcc --with "$vp.xml" "$ap.xml"
contains out "error: Dokumentet har fler fynd än gränsen 3;" "that there are more is a finding, DOC005"
expect 0 "a baseline of the first findings" "$planlint" baseline create --isolated --limit diagnostics=3 --baseline "$work/first.xml" "$ap.xml"
lacks first.xml DOC005 "that there are more is not recorded"
expect 1 "known findings, and more" "$planlint" check --isolated --limit diagnostics=3 --baseline "$work/first.xml" --output gcc "$ap.xml"
contains out DOC005 "what is known does not hide that there are more"
expect 1 "all findings" "$planlint" check --isolated --output gcc --with "$vp.xml" "$ap.xml"
cp "$work/out" "$work/all"
lacks out ": 0 documents" "gcc lines have no summary"
expect 1 "least severity shown" "$planlint" check --isolated --lang en --min-severity error --output gcc --with "$vp.xml" "$ap.xml"
lacks out " warning: " "warnings are hidden"
contains out " error: " "errors are shown"
expect 1 "warnings fail when asked" "$planlint" check --isolated --fail-level warning --select TYP001 --output gcc "$ap.xml"
expect 1 "hidden warnings fail when asked" "$planlint" check --isolated --lang en --min-severity error --fail-level warning --select TYP001 "$ap.xml"
lacks out " warning: " "hidden warnings are not shown"
contains out "document: " "the summary is"
contains out " warning" "the summary counts what is hidden"
expect 0 "warnings do not fail" "$planlint" check --isolated --select TYP001 --output gcc "$ap.xml"
expect 2 "a root that is not there" "$planlint" check --isolated --path-root "$work/no" "$ap.xml"
expect 2 "unknown unit" "$planlint" check --isolated --column-unit inch "$ap.xml"
expect 2 "unknown level" "$planlint" check --fail-level fatal "$ap.xml"
expect 2 "never fails, but a refused document does" "$planlint" check --fail-level never "$work/no.xml" "$ap.xml"
expect 1 "quiet" "$planlint" check --isolated --quiet --lang en --with "$vp.xml" "$ap.xml"
lacks out "1 document:" "quiet leaves the summary out"
contains out TRC001 "quiet shows findings"
expect 1 "summary" "$planlint" check --isolated --lang en --with "$vp.xml" "$ap.xml"
contains out "1 document:" "the summary counts the documents asked for"
expect 1 "statistics" "$planlint" check --isolated --lang en --statistics --with "$vp.xml" "$ap.xml"
contains out activity-without-goal "statistics name the rules"
expect 1 "at most one" "$planlint" check --isolated --lang en --max-diagnostics 1 --with "$vp.xml" "$ap.xml"
keep
expect 0 "one is shown" sh -c "grep -c -e ': error: ' -e ': warning: ' -e ': info: ' '$work/kept' | grep -qx 1"
expect 1 "no bound" "$planlint" check --isolated --max-diagnostics none --with "$vp.xml" "$ap.xml"
expect 2 "bound that is no number" "$planlint" check --max-diagnostics many "$ap.xml"
expect 2 "threads that are no number" "$planlint" check -j x "$ap.xml"
expect 1 "more threads than documents" "$planlint" check --isolated -j 64 --output gcc --with "$vp.xml" "$ap.xml"
keep
expect 0 "threads change nothing" cmp "$work/kept" "$work/all"

# Colour
escape=$(printf '\033')
expect 1 "no colour on a pipe" "$planlint" check --isolated "$ap.xml"
lacks out "$escape" "no colour on a pipe"
expect 1 "colour always" env NO_COLOR=1 "$planlint" check --isolated --color always "$ap.xml"
contains out "${escape}[" "--color always wins over NO_COLOR"
expect 1 "colour forced" env FORCE_COLOR=1 "$planlint" check --isolated "$ap.xml"
contains out "${escape}[" "FORCE_COLOR colours a pipe"
expect 1 "colour never" env FORCE_COLOR=1 "$planlint" check --isolated --color never "$ap.xml"
lacks out "$escape" "--color never wins over FORCE_COLOR"
expect 1 "colour only in text" "$planlint" check --isolated --color always --output gcc "$ap.xml"
lacks out "$escape" "gcc lines have no colour"
expect 2 "unknown colour" "$planlint" check --color green "$ap.xml"

# Standard input and lists
expect 1 "a Word document on standard input" sh -c "'$planlint' check --isolated --stdin-filename 'ny plan.docx' --output gcc - < '$ap.docx'"
contains out "ny plan.docx:" "a Word document on standard input has its name"
contains out DAT002 "a Word document on standard input is read"
expect 2 "empty standard input" sh -c "'$planlint' check --lang en - < /dev/null"
contains out DOC010 "empty standard input is a finding"
expect 1 "list on standard input" sh -c "printf '%s\n' '$ap.xml' | '$planlint' check --isolated --files-from - --output gcc"
contains out DAT002 "list on standard input"
expect 2 "unreadable list" "$planlint" check --files-from "$work/none"
contains out CFG052 "unreadable list is a finding"
expect 2 "no document" "$planlint" check
contains out CFG053 "no document is a finding"

# Names
mkdir "$work/names"
newline=$(printf 'rad\nbrytning.xml')
for name in 'två ord.xml' 'Återrapport åäö.xml' '-streck.xml' "$newline" 'citat"tecken.xml' 'dollar$HOME.xml' '%s%n.xml'; do
  cp "$ap.xml" "$work/names/$name"
  expect 1 "name $name" sh -c 'cd "$1" && "$2" check --isolated --output gcc -- "$3"' sh "$work/names" "$planlint" "$name"
  contains out DAT002 "name $name is read"
  printf '%s\0' "$name" > "$work/list0"
  expect 1 "listed name $name" sh -c 'cd "$1" && "$2" check --isolated --output json --files-from "$3" -0' sh "$work/names" "$planlint" "$work/list0"
  keep
  expect 0 "JSON has the name $name" python3 -c 'import json,sys; sys.exit(json.load(open(sys.argv[1]))["documents"][0]["path"] != sys.argv[2])' "$work/kept" "$name"
done
expect 1 "a folder of odd names" "$planlint" check --isolated --output gcc "$work/names"
keep
expect 0 "every finding is one line" sh -c "! grep -v -e ': fel: ' -e ': varning: ' -e ': upplysning: ' -e ': error: ' -e ': warning: ' -e ': info: ' '$work/kept'"
expect 1 "a file that is named like a pattern" sh -c "cp '$ap.xml' '$work/names/a[1].xml' && '$planlint' check --isolated --output gcc '$work/names/a[1].xml'"

# The same file twice, and context
expect 1 "the same file twice" "$planlint" check --isolated --output json "$ap.xml" "$ap.xml"
keep
expect 0 "it is checked once" python3 -c 'import json,sys; sys.exit(len(json.load(open(sys.argv[1]))["documents"]) != 1)' "$work/kept"
expect 2 "context that cannot be read" "$planlint" check --isolated --with "$work/no.docx" "$ap.xml"
printf 'text' > "$work/text.docx"
expect 2 "context that is refused" "$planlint" check --isolated --output gcc --with "$work/text.docx" "$ap.xml"
contains out DOC025 "refused context is told"
contains out DAT002 "the document is checked all the same"

# Files that are no documents
expect 2 "a device" "$planlint" check /dev/null
contains out DOC004 "a device is no document"
expect 2 "a file above the limit" "$planlint" check --limit input-bytes=100 "$ap.xml"
contains out DOC003 "a file above the limit is told"
if [ "$(id -u)" -ne 0 ]; then
  cp "$ap.xml" "$work/closed.xml"
  chmod 0 "$work/closed.xml"
  expect 2 "a file without permission" "$planlint" check "$work/closed.xml"
  contains out DOC001 "a file without permission is told"
else
  echo "cli: skipped: a file without permission (root can read it)"
fi

# Rules and profiles of one's own
profile=$source/fixtures/profile
expect 2 "missing rules" "$planlint" check --rules "$work/none.xml" "$ap.xml"
contains out CFG010 "missing rules are a finding"
cat > "$work/slow.xml" << 'END'
<rules xmlns="urn:planlint:rules:1" pack="slow" version="1">
  <forbid id="TYP900" name="slow-rule" severity="info"><match>(?:\p{L}+\h?)+[!#]</match>
    <message xml:lang="sv">Utrop.</message><message xml:lang="en">A shout.</message>
    <why xml:lang="sv">Prov.</why><why xml:lang="en">A test.</why>
    <examples><bad><m>Hej!</m></bad><good>Hej.</good></examples></forbid>
</rules>
END
printf '<plan xmlns="urn:planlint:plan:1" kind="vp"><section level="1"><heading>Rop</heading><p>%s. Hej!</p></section></plan>' \
  "$(seq -s ' ' 40 | sed 's/[0-9][0-9]*/ord/g')" > "$work/shout.xml"
"$planlint" check --isolated --rules "$work/slow.xml" --limit regex-match=1000 --output gcc "$work/shout.xml" > "$work/out" 2>&1
contains out CFG005 "a search that reaches its limit is told"
for form in '' '--rules PACKS'; do
  options=
  [ -z "$form" ] || options="--rules $profile/kulturnamnden.xml --rules $source/rules/engine.xml --rules $source/rules/focus.xml --rules $source/rules/dates.xml"
  # shellcheck disable=SC2086 # the options are several words
  "$planlint" check --isolated --lang en --output gcc $options "$profile/plan.xml" > "$work/out" 2>&1
  case $form in
  '') contains out "Kunskapsstyrning" "the shipped profile asks for its own focus areas"
      contains out "“2027–2030” does not agree with the period 2025–2028" "the shipped profile has its own period" ;;
  *)  contains out "Missing as headings, 1 of 3 focus areas: Musik och scen." "FOC001 follows the profile"
      contains out "“1 maj 2026” lies outside the period of the plan, 2027–2030" "DAT001 follows the profile" 
      contains out "“2027–2031” does not agree with the period 2027–2030" "DAT004 follows the profile"
      lacks out "Kunskapsstyrning" "no other profile is in force" ;;
  esac
done

# A set of an organisation whose areas, districts, sections and period are all others: every rule, the shipped profile out.
set --
for pack in "$source"/rules/*.xml; do
  case $pack in */mellansverige.xml) pack=$profile/alvstad.xml ;; esac
  set -- "$@" --rules "$pack"
done
"$planlint" check --isolated --lang en --output gcc "$@" "$profile"/alvstad-*.xml > "$work/out" 2>&1
for line in 'ap.xml:9:31: warning: The goal 4.2 Hemtjänst i tid has no activity' \
            'ap.xml:12:33: error: No goal of the plan corresponds to “Hemtjänst i rätt tid”' \
            'ap.xml:16:56: error: “31 mars 2028” lies outside the period of the plan, 2024–2027' \
            'ap.xml:17:31: info: The focus area is called “Klimat och teknik”' \
            'rapport.xml:1:1: error: Missing as headings, 1 of 3 focus areas: Klimat och teknik' \
            'rapport.xml:1:1: error: The planned activity “Upphandla laddplatser i Norra distriktet.” is not reported' \
            'rapport.xml:8:31: error: The planned activity “Pröva en app' \
            'rapport.xml:13:53: error: “31 mars 2028” lies outside the period'; do
  contains out "$line" "a set of another organisation: $line"
done
expect 0 "nothing else is found in it" test "$(wc -l < "$work/out")" -eq 8
"$planlint" check --isolated --output gcc --rules "$source/rules/typography.xml" --rules "$profile/alvstad.xml" \
  "$source"/fixtures/TYP018-house-term/bad-term.xml > "$work/out" 2>&1
lacks out TYP018 "the house terms are those of the profile"
sed 's/>Vägval</>Annat</' "$profile/alvstad-vp.xml" > "$work/sections.xml"
"$planlint" check --isolated --lang en --output gcc "$@" "$work/sections.xml" > "$work/out" 2>&1
contains out "The plan lacks sections: Vägval. [STR007" "sections are called as in the profile"

# A profile that says nothing: what needs one is silent, everything else goes on.
echo '<rules xmlns="urn:planlint:rules:1" pack="tom"><profile id="tom"/></rules>' > "$work/tom.xml"
set --
for pack in "$source"/rules/*.xml; do
  case $pack in */mellansverige.xml) pack=$work/tom.xml ;; esac
  set -- "$@" --rules "$pack"
done
echo '<p' > "$work/cut.xml"
expect 2 "a document that cannot be read, with that off" "$planlint" check --isolated --severity DOC=off --output gcc "$work/cut.xml"
contains out "cut.xml:1:1: error: " "is told as an error"
expect 1 "a limit of findings, with that off" "$planlint" check --isolated --severity DOC=off --limit diagnostics=1 --output gcc "$ap.xml"
contains out "error: Dokumentet har fler fynd" "is told as an error"
expect 1 "a profile that says nothing" "$planlint" check --isolated --output gcc "$@" "$source"/fixtures/plan-set/*-20*.xml "$source/fixtures/plan-set/tidplan.xml"
same "DAT001 DAT002 FUP005 REF005 TRC001 TRC001 TRC002 TRC005 TRC005 TRC005 TRC006 TRC009 TYP001 TYP002 TYP003 TYP015 " \
  "$(grep -o '\[[A-Z]*[0-9]* ' "$work/out" | tr -d '[ ' | sort | tr '\n' ' ')" "leaves what needs no profile"
echo '<plan xmlns="urn:planlint:plan:1" kind="vp"><section><heading>Annat</heading><p>Text.</p></section></plan>' > "$work/annat.xml"
expect 0 "a plan without sections" "$planlint" check --isolated --lang en --output gcc "$@" "$work/annat.xml"
contains out "The plan lacks sections: " "sections have the names of the rule"
expect 2 "all documents" "$planlint" check --isolated --each --output gcc "$@" "$source"/fixtures/*/bad-*.xml
lacks out "[FOC00" "no area is missed where there are none"
expect 2 "all Word documents" "$planlint" check --isolated --each --output gcc "$@" "$source"/fixtures/plan-set/*.docx "$source"/fixtures/formats/*.docx

echo "cli input: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
