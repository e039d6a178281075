#!/bin/sh
# The command line as a user meets it: statuses, streams, files. cli.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
# The plan set without its project, which would hold for all that follows.
mkdir "$work/plans" && cp "$source"/fixtures/plan-set/*-20* "$work/plans" || exit 2
vp=$work/plans/vp-2025-2028 ap=$work/plans/ap-2026

expect 0 "help" "$planlint" --help
contains out check "help names the commands"
for command in check extract rules explain baseline config init help; do
  expect 0 "help $command" "$planlint" help "$command" --lang en
  contains out "Usage: planlint $command" "help $command shows its usage"
done
expect 0 "version" "$planlint" --version
expect 2 "no command" "$planlint"
expect 2 "unknown command" "$planlint" chekc --lang en
contains err "did you mean" "unknown command is corrected"
expect 2 "unknown option" "$planlint" check --sevrity x --lang en
contains err -- "unknown option is named" 
expect 2 "bad value" "$planlint" check --kind plan "$ap.xml"
expect 0 "examples of the shipped rules" "$planlint" rules test
expect 0 "shipped rules are in order" "$planlint" rules check
expect 0 "examples of one pack" "$planlint" rules test trace
expect 2 "unknown action" "$planlint" rules tset
expect 2 "no such pack" "$planlint" rules test "$work/no.xml"
cat > "$work/own.xml" <<END
<rules xmlns="urn:planlint:rules:1" pack="own"><forbid id="OWN001" name="own" severity="warning"><match>zz</match>
<message xml:lang="sv">Fel.</message><message xml:lang="en">Wrong.</message><why xml:lang="sv">Ja.</why><why xml:lang="en">Yes.</why>
<examples><bad>a</bad></examples></forbid></rules>
END
expect 1 "example that is not found" "$planlint" rules test "$work/own.xml"
contains out own.xml:3: "a faulty example has its place"
contains out CFG024 "an example that is not found is told"
sed -e 's|<match>zz|<match severity="error" in="link">zz|' -e 's|severity="warning">|severity="warning" in="text link">|' "$work/own.xml" > "$work/link.xml"
printf '<plan xmlns="urn:planlint:plan:1" kind="vp"><section level="1"><heading>Rop</heading><p><link href="zz">Se</link>.</p></section></plan>' > "$work/linked.xml"
expect 1 "a link that is wrong" "$planlint" check --isolated --lang en --select OWN001 --rules "$work/link.xml" --output gcc "$work/linked.xml"
contains out "error: Wrong." "a pattern of links has its own severity"
expect 1 "missing example" "$planlint" rules check "$work/own.xml"
contains out CFG006 "a missing example is told"
sed -e 's|<bad>a</bad>|<bad><m>zz</m></bad><good>a</good><todo>the gap</todo>|' "$work/own.xml" > "$work/todo.xml"
expect 0 "known gaps fail no test" "$planlint" rules test --lang en "$work/todo.xml"
contains out "todo.xml:3:46: todo: OWN001: the gap" "a known gap is listed"
contains out "1 known gaps (todo)" "known gaps are counted"
sed -e 's|<match>zz|<match>a\\bzz|' "$work/todo.xml" > "$work/doubt.xml"
expect 1 "hopeless pattern" "$planlint" rules check --lang en "$work/doubt.xml"
contains out "“z” cannot follow what stands before it" "a hopeless pattern is told"
contains out "doubt.xml:1:108:" "the part of the pattern that fails is pointed at"
expect 2 "nothing to check" "$planlint" check --lang en
expect 2 "unknown rule" "$planlint" check --select TRX001 --lang en "$ap.xml"
contains out CFG004 "unknown rule is a finding"
contains out TRC001 "unknown rule is corrected"
expect 2 "missing file" "$planlint" check "$work/no.docx"
contains out DOC002 "missing file is a finding"
expect 2 "pattern that matches nothing" "$planlint" check "$work/*.docx"
contains out CFG051 "pattern that matches nothing is a finding"
mkdir "$work/empty"
expect 2 "folder without documents" "$planlint" check "$work/empty"
expect 2 "missing list" "$planlint" check --files-from "$work/none"

for form in docx xml; do
  expect 1 "activity plan, $form" "$planlint" check --lang en --with "$vp.$form" "$ap.$form"
  contains out TRC001 "orphan activity, $form"
  contains out DAT002 "inverted range, $form"
  expect 0 "plan, $form" "$planlint" check "$vp.$form"
done
expect 0 "never fails" "$planlint" check --fail-level never --with "$vp.xml" "$ap.xml"
expect 0 "only infos asked for" "$planlint" check --select TRC006 --with "$vp.xml" "$ap.xml"
expect 1 "infos fail when asked" "$planlint" check --select TRC006 --fail-level info --with "$vp.xml" "$ap.xml"
expect 1 "severity of a rule" "$planlint" check --select TRC006 --severity TRC006=error --with "$vp.xml" "$ap.xml"
expect 1 "time of phases and rules" "$planlint" check --lang en --timing --with "$vp.xml" "$ap.xml"
contains err "Phases, processor time" "phases are timed"
contains err " TRC001 activity-without-goal" "rules are timed"
contains err "(for all rules: " "what rules share is timed"
expect 0 "ignored rule" "$planlint" check --ignore TRC,DAT,REF,TYP --min-severity error --with "$vp.xml" "$ap.xml"

expect 1 "standard input" sh -c "'$planlint' check --stdin-filename inne.xml --with '$vp.xml' - < '$ap.xml'"
contains out inne.xml: "standard input has its name"
printf '%s\n' "$ap.xml" > "$work/list"
expect 1 "list of files" "$planlint" check --files-from "$work/list" --with "$vp.xml"
printf '%s\0' "$ap.xml" > "$work/list0"
expect 1 "list with NUL" "$planlint" check --files-from "$work/list0" -0 --with "$vp.xml"
mkdir -p "$work/set/.hidden"
cp "$vp.docx" "$ap.docx" "$work/set"
cp "$ap.docx" "$work/set/.hidden"
printf 'lock' > "$work/set/~\$ap.docx"
expect 1 "folder" "$planlint" check --output gcc "$work/set"
contains out TRC001 "documents of a folder are traced to each other"
lacks out .hidden "hidden folders are skipped"

expect 1 "several outputs" "$planlint" check --output "json:$work/a.json" --output gcc --with "$vp.xml" "$ap.xml"
expect 0 "the report is JSON" python3 -c "import json,sys; json.load(open(sys.argv[1]))" "$work/a.json"
expect 2 "report into no folder" "$planlint" check --output "json:$work/none/a.json" "$ap.xml"
expect 2 "full disk" sh -c "'$planlint' check '$ap.xml' > /dev/full"
for shown in help version rules 'explain TRC001' "extract $ap.xml" 'completions bash'; do
  expect 2 "$shown on a full disk" sh -c "'$planlint' $shown > /dev/full"
  contains err "standard" "$shown says that it could not be shown"
done
expect 2 "unknown format" "$planlint" check --output pdf "$ap.xml"
expect 2 "limit reached" "$planlint" check --limit input-bytes=100 "$ap.xml"
contains out input-limit "the limit is named"
expect 2 "a FIFO does not hang" sh -c "mkfifo '$work/fifo' && '$planlint' check '$work/fifo'"

# Project files
mkdir -p "$work/project/.git" "$work/project/vp" "$work/project/ap/2026"
cp "$vp.xml" "$work/project/vp/plan.xml"
cp "$ap.xml" "$work/project/ap/2026/ap.xml"
project() { { printf '<project xmlns="urn:planlint:project:1">\n'; cat; printf '</project>\n'; } > "$work/project/planlint.xml"; }
project << 'END'
  <doc id="vp" kind="vp" period="2025/2028" href="vp/*.xml"/>
  <doc id="ap" kind="ap" year="2026" implements="vp" href="ap/**"/>
  <alias heading="Mobila team i glesbygd" goal="4.3"/>
  <set rule="DAT" severity="off"/>
  <set rule="TRC002" severity="info" in="ap/**"/>
END
expect 0 "a project is found above the document, and its plan is context" "$planlint" check --output gcc "$work/project/ap/2026/ap.xml"
lacks out TRC001 "an alias stands for a goal"
lacks out TRC010 "what is implemented is in the run"
lacks out DAT "a family is off"
contains out "info: Det finns inget mål 7.9" "a severity for a path"
expect 1 "the command line wins over the project" "$planlint" check --severity TRC002=error --output gcc "$work/project/ap/2026/ap.xml"
expect 1 "isolated" "$planlint" check --isolated --output gcc "$work/project/ap/2026/ap.xml"
contains out TRC010 "without the project nothing is implemented"
expect 0 "a whole project" sh -c "cd '$work/project/ap' && '$planlint' check --project --output json"
contains out '"path": "../vp/plan.xml"' "documents are named from the current folder"
contains out '"path": "../ap/2026/ap.xml"' "patterns are expanded"
expect 0 "another project file" sh -c "cd / && '$planlint' check --config '$work/project/planlint.xml' --output gcc '$work/project/ap/2026/ap.xml'"
# The project of the folder above is not whole when this one names a document of it.
mkdir "$work/above" "$work/above/.git" "$work/above/2026" && cp "$vp.xml" "$work/above/vp.xml" && cp "$ap.xml" "$work/above/2026/ap.xml"
printf '<project xmlns="urn:planlint:project:1"><doc id="vp" href="vp.xml"/><doc id="ap" href="2026/ap.xml"/><accept rule="TYP002" in="2026/*" reason="r"/></project>' > "$work/above/planlint.xml"
printf '<project xmlns="urn:planlint:project:1"><doc id="vp" href="../vp.xml"/><doc id="ap" implements="vp" href="ap.xml"/></project>' > "$work/above/2026/planlint.xml"
expect 1 "a project that names a document of another" sh -c "cd '$work/above/2026' && '$planlint' check --project --output gcc"
lacks out CFG001 "what that other accepts is not called unused"
sed 's|<doc id="ap" href="2026/ap.xml"/>||' "$work/above/planlint.xml" > "$work/above/new.xml" && mv "$work/above/new.xml" "$work/above/planlint.xml"
expect 1 "another that is whole in the run" sh -c "cd '$work/above/2026' && '$planlint' check --project --output gcc"
contains out CFG001 "is judged like this one"
expect 2 "no project" sh -c "cd '$work/empty' && mkdir -p .git && '$planlint' check --project"
contains out CFG054 "no project is a finding"
expect 2 "missing project file" "$planlint" check --config "$work/none.xml" "$ap.xml"
contains out CFG033 "missing project file is a finding"
expect 2 "project file over the limit" "$planlint" check --lang en --limit input-bytes=50 --config "$source/fixtures/plan-set/planlint.xml" "$ap.xml"
contains out "planlint.xml:1:1: error: The file is over the limit of 50 bytes" "the limit is told in words"
expect 2 "rules that are a folder" "$planlint" check --lang en --isolated --rules "$work" "$ap.xml"
contains out "cannot be read: Is a directory" "what a rule file is not is told"
mv "$work/project/vp" "$work/project/away"
expect 0 "a missing document" "$planlint" check --output gcc "$work/project/ap/2026/ap.xml"
contains out "planlint.xml:2:" "a missing document is found at its place in the project file"
cp "$work/out" "$work/missing"
expect 0 "one finding a missing document" sh -c "grep -c -e XDC001 -e TRC010 '$work/missing' | grep -qx 1"
mv "$work/project/away" "$work/project/vp"
printf '<set rule="TRX001" severity="off"/>' | project
expect 2 "unknown rule in a project" "$planlint" check --lang en "$work/project/ap/2026/ap.xml"
contains out "Did you mean “TRC001”" "unknown rule in a project is corrected"
printf '<use file="rules.xml"/><use pack="trac"/>' | project
expect 2 "unknown pack in a project" "$planlint" check --lang en "$work/project/ap/2026/ap.xml"
contains out "Did you mean “trace”" "unknown pack in a project is corrected"
contains out CFG010 "missing pack of a project"
printf '<use pack="trace"/>' | project
expect 1 "only the packs named" "$planlint" check --output gcc --with "$vp.xml" "$work/project/ap/2026/ap.xml"
lacks out DAT002 "rules of other packs are not there"
printf '<accept rule="TRC" in="ap/**" reason="Beslutad text."/>' | project
expect 1 "accepted" "$planlint" check --output gcc --with "$vp.xml" "$work/project/ap/2026/ap.xml"
lacks out TRC "accepted findings are not shown"
expect 1 "accepted, in JSON" "$planlint" check --output json --with "$vp.xml" "$work/project/ap/2026/ap.xml"
contains out '"reason": "Beslutad text."' "accepted findings stay in JSON"
expect 1 "without suppressions" "$planlint" check --no-suppress --output gcc --with "$vp.xml" "$work/project/ap/2026/ap.xml"
contains out TRC001 "suppressions can be ignored"

# init and config show
mkdir -p "$work/new/.git" "$work/new/arkiv"
cp "$vp.xml" "$ap.docx" "$work/new"
cp "$vp.xml" "$work/new/arkiv/kopia--vp.xml"
expect 0 "a project file is made" sh -c "cd '$work/new' && '$planlint' init --lang en"
contains out "planlint.xml: 2 documents" "the documents are counted"
expect 2 "a project file is not overwritten" "$planlint" init "$work/new"
expect 1 "the project file that was made" sh -c "cd '$work/new' && '$planlint' check --project --output gcc"
contains out TRC001 "activities are traced to the plan of their project"
lacks out CFG "nothing is wrong with the project file"
expect 0 "what holds for a document" sh -c "cd '$work/new' && '$planlint' config show --lang en --severity TYP001=error ap-2026.docx"
contains out "implements   vp-2025                   planlint.xml:" "a value has its place"
contains out "TYP001       error                     --severity" "the command line is an origin"
sed 's|</project>|<set rule="TYP002" severity="error"/></project>|' "$work/new/planlint.xml" > "$work/new/sets.xml"
expect 0 "rules that were selected" sh -c "cd '$work/new' && '$planlint' config show --lang en --config sets.xml --select TYP002,TYP017 ap-2026.docx"
contains out "TYP002       error                     sets.xml:" "the project decided about one"
contains out "TYP017       info                      --select" "being selected about another"
contains out "TYP001       off                       --select" "and about those that were not"
expect 2 "config without a document" "$planlint" config show
mkdir "$work/unread" && echo '<plan>' > "$work/unread/broken.xml"
expect 2 "a document that cannot be read has no configuration to show" "$planlint" config show "$work/unread/broken.xml"
expect 2 "init says what it could not read" "$planlint" init "$work/unread"

# Baselines
mkdir -p "$work/known/.git"
cp "$vp.xml" "$work/known/vp.xml"
cp "$ap.xml" "$work/known/ap.xml"
# shellcheck disable=SC2086 # the command may be two words
known() { command=$1; shift; ( cd "$work/known" && "$planlint" $command --lang en "$@" --with vp.xml ap.xml ); }
expect 0 "a baseline is made" known "baseline create"
contains out " entries" "the baseline is told"
expect 2 "a baseline is not overwritten" known "baseline create"
contains err "baseline update" "how a baseline is renewed"
expect 0 "known findings do not count" known check --baseline planlint-baseline.xml
contains out "no findings; " "known findings do not count"
contains out " suppressed" "known findings are counted"
expect 0 "known findings in JSON" known check --baseline planlint-baseline.xml --output json
contains out '"by": "baseline"' "JSON tells that they are in the baseline"
expect 1 "a baseline can be ignored" known check --baseline planlint-baseline.xml --no-suppress
sed 's/31 mars 2029/31 mars 2026/; s/mellan 2025 och 2023/mellan 2026 och 2023/' "$ap.xml" > "$work/known/ap.xml"
expect 1 "new findings count" known check --baseline planlint-baseline.xml --output gcc
contains out ":18: warning: The finding DAT" "a stale entry is found at its place"
contains out "“mellan 2026 och 2023”" "the new finding is shown"
expect 0 "rules that did not run leave no stale entries" known check --baseline planlint-baseline.xml --select TRC --output gcc
lacks out CFG036 "entries of other rules are not stale"
expect 0 "only the entries of one rule are pruned" known "baseline prune" --select TRC001
expect 1 "entries of other rules stay" known check --baseline planlint-baseline.xml --output gcc
contains out CFG036 "what they are about was not looked for"
expect 0 "a baseline is pruned" known "baseline prune"
expect 1 "pruning takes nothing new in" known check --baseline planlint-baseline.xml --output gcc
lacks out CFG036 "stale entries are gone"
expect 0 "a baseline is updated" known "baseline update"
expect 0 "updating takes new findings in" known check --baseline planlint-baseline.xml
# What reports escape in a message comes from the document.
sed 's|<match>zz</match>|<match>zz[^.]*</match>|; s|Wrong.|Wrong: {quote}.|' "$work/todo.xml" > "$work/quoting.xml"
printf '%s' '<plan xmlns="urn:planlint:plan:1" kind="ap" year="2026"><meta><title>Aktivitetsplan 2026</title></meta><p>zz {0}[a](b) c\|d ``e.</p></plan>' > "$work/quoted.xml"
expect 0 "a message for SARIF" "$planlint" check --isolated --lang en --rules "$work/quoting.xml" --select OWN001 --output sarif "$work/quoted.xml"
contains out 'Wrong: zz {{0}}\\[a\\](b) c\\\\|d ``e.' "braces and brackets are no placeholders and links"
expect 0 "a message for Markdown" "$planlint" check --isolated --lang en --rules "$work/quoting.xml" --select OWN001 --output markdown "$work/quoted.xml"
contains out '``` Wrong: zz {0}[a](b) c\ \|d ``e. ```' "a bar and ticks end no cell and no code"
# Rules of the project and a baseline may lie among the documents.
mkdir -p "$work/among/.git" "$work/among/rules" && cp "$ap.xml" "$work/among/ap.xml" && cp "$work/todo.xml" "$work/among/rules/local.xml"
echo '<project xmlns="urn:planlint:project:1"><use file="./rules/local.xml"/></project>' > "$work/among/planlint.xml"
expect 0 "a baseline of a folder with rules" sh -c "cd '$work/among' && '$planlint' baseline create -b known.xml ."
expect 0 "a folder with rules and a baseline" sh -c "cd '$work/among' && '$planlint' check -b known.xml --lang en ."
contains out "1 document: no findings; " "neither is taken for a document"
expect 2 "a folder of nothing else" sh -c "cd '$work/among' && '$planlint' check rules"
contains out CFG051 "has nothing to check"
expect 2 "rules that are named" sh -c "cd '$work/among' && '$planlint' check rules/local.xml"
contains out DOC027 "are refused"
# Equal findings of two documents have one fingerprint.
mkdir "$work/known/earlier" && cp "$work/known/ap.xml" "$work/known/earlier/ap.xml"
both() { ( cd "$work/known" && "$planlint" "$@" -b both.xml --lang en --output gcc --with vp.xml ); }
expect 0 "a baseline of two copies" sh -c "cd '$work/known' && '$planlint' baseline create -b both.xml --with vp.xml earlier/ap.xml ap.xml"
expect 0 "one of two copies" both check ap.xml
lacks out CFG036 "takes its own entries"
sed -i 's/31 mars 2026/31 mars 2027/; s/mellan 2026 och 2023/mellan 2023 och 2026/' "$work/known/earlier/ap.xml"
expect 0 "one of two copies is mended" both check ap.xml earlier/ap.xml
contains out "no longer there in earlier/ap.xml" "the entries of that one are stale"
lacks out "no longer there in ap.xml" "those of the other are not"
# Without the plan nothing is traced: what tracing found is not gone, and check says so of the same entries.
cp "$work/known/both.xml" "$work/known/alone.xml"
for action in prune update; do
  expect 0 "$action without the plan" sh -c "cd '$work/known' && '$planlint' baseline $action -b alone.xml ap.xml"
  expect 0 "known findings after $action without the plan" sh -c "cd '$work/known' && '$planlint' check -b alone.xml --with vp.xml ap.xml"
done
expect 0 "prune with too many findings" sh -c "cd '$work/known' && '$planlint' baseline prune -b alone.xml --limit diagnostics=2 --with vp.xml ap.xml"
expect 0 "keeps what was only counted" sh -c "cd '$work/known' && '$planlint' check -b alone.xml --with vp.xml ap.xml"
mv "$work/known/ap.xml" "$work/known/renamed.xml"
expect 0 "a renamed document keeps its entries" sh -c "cd '$work/known' && '$planlint' check -b planlint-baseline.xml --with vp.xml renamed.xml --output gcc"
expect 2 "no such action" "$planlint" baseline crate "$ap.xml"
expect 2 "missing baseline" "$planlint" check --baseline "$work/none.xml" "$ap.xml"
contains out CFG037 "missing baseline is a finding"
printf '<baseline xmlns="urn:planlint:baseline:1"><finding rule="a"/></baseline>' > "$work/faulty.xml"
expect 2 "faulty baseline" "$planlint" check --baseline "$work/faulty.xml" "$ap.xml"
contains out XSD011 "faulty baseline is a finding at its place"

# The same bytes at any number of threads and in any order of arguments
"$planlint" check -j1 --output json "$vp.xml" "$ap.xml" "$vp.docx" "$ap.docx" > "$work/one"
"$planlint" check -j4 --output json "$ap.docx" "$vp.docx" "$ap.xml" "$vp.xml" > "$work/four"
expect 0 "deterministic" cmp "$work/one" "$work/four"

expect 0 "rules" "$planlint" rules
contains out TRC001 "rules are listed"
expect 0 "rules as JSON" "$planlint" rules --output json
expect 0 "explain" "$planlint" explain TRC001 --lang en
expect 0 "explain by name" "$planlint" explain activity-without-goal
expect 2 "explain unknown" "$planlint" explain TRC999
expect 0 "extract text" "$planlint" extract "$ap.docx"
contains out "Pröva en gemensam operationskö" "extract shows the text"
expect 0 "extract tree" "$planlint" extract --as xml "$ap.docx"
contains out "urn:planlint:plan:1" "extract shows the plan tree"

# The run that README.md opens with is a real one: each line of it is in the output of its command
(cd "$source" && "$planlint" check --lang en --with fixtures/plan-set/vp-2025-2028.docx fixtures/plan-set/ap-2026.docx) > "$work/run"
sed -n '/^```console$/,/^```$/p' "$source/README.md" | sed '1,2d;$d' | grep -v '^\.\.\.$' > "$work/shown"
expect 1 "README.md shows a real run" grep -vxFf "$work/run" "$work/shown"

echo "cli: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
