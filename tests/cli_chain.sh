#!/bin/sh
# The chain goal, activity, entry: planlint trace and planlint pin. cli_chain.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
vp=$source/fixtures/plan-set/vp-2025-2028 ap=$source/fixtures/plan-set/ap-2026

# trace: the same numbers in every form, and as check has them
for form in docx xml; do
  expect 0 "trace, $form" "$planlint" trace --lang en "$vp.$form" "$ap.$form"
  contains out "6 of 8 activities traced, 5 of 7 goals covered" "both ways, $form"
  contains out "Verksamhet och utveckling: 3 of 4 activities traced, 2 of 3 goals covered" "by focus area, $form"
  contains out "2026: 6 of 8" "by year, $form"
  contains out "! 4.3 Nära vård i glesbygd  [no activity]" "uncovered goal, $form"
  contains out "[orphan] (similar to 4.3 Nära vård i glesbygd)" "orphan and what it may mean, $form"
  contains out "-> 7.9 [dangling]" "unknown reference, $form"
  contains out "[folded]" "other spelling, $form"
done
expect 0 "trace with context" "$planlint" trace --lang sv --with "$vp.xml" "$ap.xml"
contains out "6 av 8 aktiviteter spårade, 5 av 7 mål täckta" "Swedish"
contains out "[utan mål]" "states in Swedish"
expect 0 "trace as JSON" "$planlint" trace --as json "$vp.xml" "$ap.xml"
cp "$work/out" "$work/trace.json"
"$planlint" check --output json "$vp.xml" "$ap.xml" > "$work/check.json"
expect 0 "trace and check agree" python3 - "$work" <<'PYTHON'
import json, sys
trace, check = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("trace", "check"))
assert [(g["id"], g["activities"]) for g in trace["goals"]] == [(g["id"], g["activities"]) for g in check["trace"]["goals"]]
links = [(a["text"], l["state"]) for a in trace["activities"] for l in a["links"]]
assert links == [(a["text"], a["state"]) for a in check["trace"]["activities"]]
summary = trace["summary"]
assert summary["traced"] == sum(a["traced"] for a in trace["activities"]) == 6
assert summary["covered"] == sum(g["state"] == "covered" for g in trace["goals"]) == 5
assert sum(s["goals"] for s in summary["byFocusArea"].values()) == summary["goals"]
assert summary["byYear"]["2026"]["activities"] == summary["activities"]
PYTHON
expect 0 "trace as CSV" "$planlint" trace --as csv "$vp.xml" "$ap.xml"
contains out "plan,goal,goal_title,focus_area,goal_state,activity_plan,year,activity,link_state,reference,report,entry" "CSV has a header"
keep
expect 0 "rows of the CSV" python3 - "$work/kept" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
assert sum(1 for r in rows if r["activity"]) == 8 and sum(1 for r in rows if r["goal"] and not r["activity"]) == 2, rows
assert {r["goal"] for r in rows if r["link_state"] == "folded"} == {"4.2"}
PYTHON

# What was accepted with a reason is justified, in every form
mkdir "$work/accepted" && cp "$vp.xml" "$ap.xml" "$work/accepted"
cat > "$work/accepted/planlint.xml" <<'XML'
<project xmlns="urn:planlint:project:1"><doc id="vp" kind="vp" period="2025/2028" href="vp-*.xml"/><doc id="ap" kind="ap" year="2026" implements="vp" href="ap-*.xml"/>
<accept rule="TRC001" at="Mobila team i glesbygd" reason="Nämndens eget uppdrag."/><accept rule="TRC005" fingerprint="FINGERPRINT" reason="Kommer 2027."/></project>
XML
"$planlint" check --output json "$work/accepted" > "$work/found.json"
fingerprint=$(python3 -c 'import json, sys; print([d["fingerprint"] for d in json.load(open(sys.argv[1]))["diagnostics"] if d["id"] == "TRC005"][0])' "$work/found.json")
sed -i "s/FINGERPRINT/$fingerprint/" "$work/accepted/planlint.xml"
expect 0 "trace of what was accepted" "$planlint" trace --lang en "$work/accepted"
contains out "6 of 8 activities traced, 5 of 7 goals covered" "what was accepted is not traced for that"
contains out "    4.3 Nära vård i glesbygd  [justified]" "an accepted goal"
contains out "[justified] (similar to 4.3 Nära vård i glesbygd)" "an accepted activity"
contains out "-> 7.9 [dangling]" "what was not accepted stays"
lacks out "[orphan]" "an accepted activity is no orphan"
"$planlint" trace --as json "$work/accepted" > "$work/trace.json"
"$planlint" trace --as csv "$work/accepted" > "$work/trace.csv"
"$planlint" check --output json "$work/accepted" > "$work/check.json"
expect 0 "trace and check agree" python3 - "$work" <<'PYTHON'
import csv, json, sys
trace, check = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("trace", "check"))
goals = {g["id"]: g["state"] for g in trace["goals"]}
assert goals == {g["id"]: g["state"] for g in check["trace"]["goals"]}
assert sorted(goals.values()) == ["covered"] * 5 + ["justified", "uncovered"], goals
links = [(a["text"], l["state"]) for a in trace["activities"] for l in a["links"]]
assert links == [(a["text"], a["state"]) for a in check["trace"]["activities"]]
assert [s for _, s in links].count("justified") == 1
rows = list(csv.DictReader(open(f"{sys.argv[1]}/trace.csv", newline="", encoding="utf-8")))
assert [r["goal"] for r in rows if r["goal_state"] == "justified"] == ["4.3"], rows
assert sum(r["link_state"] == "justified" for r in rows) == 1
PYTHON
"$planlint" check --no-suppress --output json "$work/accepted" > "$work/check.json"
lacks check.json '"justified"' "without suppressions nothing is justified"

# A document names another in its own markup
mkdir "$work/named"
cat > "$work/named/ap.xml" <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="ap" year="2025" period="2025/2028"><meta><title>Aktivitetsplan 2025</title>
<relates rel="implements" doc="vp" href="vp.xml#4.1"/><relates rel="supersedes" href="https://example.org/ap-2024.docx"/></meta>
<section level="1"><heading>Arbete</heading><activity><text>Ordna ett möte.</text></activity></section></plan>
XML
expect 0 "a document that is not there" "$planlint" check --isolated --lang en --output gcc --select XDC001,TRC010 "$work/named/ap.xml"
contains out "ap.xml:2:42: warning: The document vp is not there: no file is named vp.xml." "a named document is looked for"
lacks out TRC010 "one finding for one missing document"
lacks out example.org "addresses of the web are not looked for"
cp "$vp.xml" "$work/named/vp.xml"
expect 0 "a document that is there" "$planlint" check --isolated --lang en --output gcc --select XDC001,TRC010 "$work/named/ap.xml"
lacks out XDC001 "a document that is there is no finding"
contains out TRC010 "it is still not in the run"
# A report names a goal in its markup
cat > "$work/named/rapport.xml" <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="rapport" year="2025" period="2025/2028"><section level="1"><heading>Arbete</heading>
<entry goal="4.1 4.9"><text>Möten</text><result><p>Två möten hölls.</p></result></entry></section></plan>
XML
expect 1 "an entry with goals" "$planlint" check --isolated --lang en --output gcc --select TRC002,XSD --with "$vp.xml" "$work/named/rapport.xml"
contains out "rapport.xml:2:14: error:" "the attribute is the place"
contains out "4.9" "a goal that is not there is told"
lacks out XSD "the attribute is known"

# The whole chain: a report on the activity plan
mkdir "$work/chain"
cat > "$work/chain/vp.xml" <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="vp" period="2025/2028"><section no="4" level="1"><heading>Fokusområde Kunskapsstyrning</heading>
<goal no="4.1"><heading>Lärande</heading><p>Regionerna lär av varandra.</p></goal><goal no="4.2"><heading>Uppföljning</heading><p>Regionerna följer upp.</p></goal></section></plan>
XML
cat > "$work/chain/ap.xml" <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="ap" year="2025" period="2025/2028"><section level="1"><heading>Fokusområde Kunskapsstyrning</heading>
<section level="2"><heading>Lärande</heading><activity id="a1"><text>=Ordna en "träff" för samordnare</text></activity><activity><text>Skriva en handbok</text></activity></section>
<section level="2"><heading>Uppföljning</heading><activity><text>Mäta väntetider varje kvartal</text></activity></section></section></plan>
XML
cat > "$work/chain/rapport.xml" <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="rapport" year="2025"><section level="1"><heading>Kunskapsstyrning</heading>
<entry for="a1"><text>Träff</text><result><p>Två träffar hölls.</p></result></entry><entry><text>Mäta väntetider varje kvartal.</text><result><p>Mätningar gjordes.</p></result></entry>
<entry><text>Byta lokaler</text><result><p>Kansliet flyttade.</p></result></entry></section></plan>
XML
expect 0 "trace of all three" "$planlint" trace --lang en "$work/chain"
contains out "4.1 Lärande  [partly reported]" "deep coverage: partly"
contains out "4.2 Uppföljning  [reported]" "deep coverage: fully"
contains out "! Byta lokaler [not planned]" "entry without activity"
contains out "2 of 3 entries planned, 2 of 3 activities reported" "coverage of the report"
contains out "goals: 0 no activity, 0 planned, 1 partly reported, 1 reported" "deep coverage in numbers"
expect 1 "the same gaps are findings" "$planlint" check --select FUP004,FUP005 --output gcc "$work/chain"
contains out "Skriva en handbok" "FUP004 names the activity"
contains out "FUP005" "FUP005 finds the entry"
expect 0 "CSV of all three" "$planlint" trace --as csv "$work/chain"
contains out "\"'=Ordna en \"\"träff\"\" för samordnare\"" "no cell is a formula"

# What cannot be traced
expect 2 "trace without documents" "$planlint" trace --lang en
expect 2 "trace of no document" "$planlint" trace "$work/none.docx"
contains err DOC002 "what cannot be read is said"
expect 2 "unknown form" "$planlint" trace --as html "$vp.xml"
expect 2 "form of extract" "$planlint" trace --as xml --lang en "$vp.xml"
expect 2 "form of trace" "$planlint" extract --as csv --lang en "$vp.xml"
expect 2 "full disk" sh -c "'$planlint' trace '$vp.xml' '$ap.xml' > /dev/full"

# pin: silent before, a finding after a goal changed, silent when pinned again
mkdir "$work/pin"
cp "$vp.xml" "$work/pin/vp.xml"
cp "$ap.xml" "$work/pin/ap.xml"
cp "$ap.docx" "$work/pin/ap.docx"
before=$(cksum < "$work/pin/ap.docx")
check_pins() { expect "$1" "$2" "$planlint" check --select TRC007 --fail-level warning --lang en --with "$work/pin/vp.xml" "$work/pin/ap.docx"; }
change() { sed 's/<heading>Kortare väntetider<\/heading>/&<p>Ingen ska vänta mer än 60 dagar.<\/p>/' "$vp.xml" > "$work/pin/vp.xml"; }
change
check_pins 0 "nothing was pinned"
cp "$vp.xml" "$work/pin/vp.xml"
expect 0 "pin" "$planlint" pin --lang en --with "$work/pin/vp.xml" "$work/pin/ap.docx"
contains out "planlint.lock: 6 links" "pin says what it wrote"
mkdir "$work/one" && awk '/<activity>/ && n++ != 1 { next } 1' "$ap.xml" > "$work/one/ap.xml"
expect 0 "pin of one activity" "$planlint" pin --lang en --with "$vp.xml" "$work/one/ap.xml"
lacks out "links" "one is one"
same "$before" "$(cksum < "$work/pin/ap.docx")" "pin does not write into the Word file"
check_pins 0 "nothing changed"
change
check_pins 1 "a goal changed"
contains out "Kortare väntetider" "TRC007 names the goal"
expect 0 "isolated: no lock" "$planlint" check --isolated --select TRC007 --fail-level warning --with "$work/pin/vp.xml" "$work/pin/ap.docx"
expect 0 "pin another document" "$planlint" pin --lang en --with "$work/pin/vp.xml" "$work/pin/ap.xml"
contains out "planlint.lock: 12 links" "pins of other documents stay"
check_pins 1 "still changed"
expect 0 "pin again" "$planlint" pin --with "$work/pin/vp.xml" "$work/pin/ap.docx" "$work/pin/ap.xml"
check_pins 0 "pinned again"
cp "$work/pin/planlint.lock" "$work/lock"
expect 0 "pin twice" "$planlint" pin --with "$work/pin/vp.xml" "$work/pin/ap.xml" "$work/pin/ap.docx"
expect 0 "the same pins give the same bytes" cmp "$work/lock" "$work/pin/planlint.lock"
expect 2 "nothing to pin" "$planlint" pin --lang en "$work/pin/ap.xml"
contains err "--with" "pin says what is missing"
echo "<lock xmlns='urn:planlint:lock:1'><pin/></lock>" > "$work/pin/planlint.lock"
check_pins 2 "faulty lock"
contains out "planlint.lock:1" "a faulty lock has a place"
rm "$work/pin/planlint.lock"
mkdir "$work/pin/planlint.lock"
check_pins 2 "unreadable lock"
contains out CFG055 "an unreadable lock is a finding"

# Documents that a plan relates to and that are not there; what is not the path of a file as it stands is not looked for
mkdir "$work/relates"
cat > "$work/relates/ap.xml" <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="ap" year="2026"><!-- x --><meta><!-- x --><title>Aktivitetsplan 2026</title>
<relates rel="implements" href="#kap4">kapitel 4</relates><relates rel="follows-up" href="/planer/vp.xml">planen</relates>
<relates rel="supersedes" href="https://example.org/vp.xml">planen</relates><relates rel="prepares" href="vp%202025.xml">planen</relates>
<relates rel="prepares" href="planer\vp.xml">planen</relates><relates rel="prepares" href=" #">planen</relates><relates rel="supersedes" href="ap.xml#s2">sig</relates>
<relates rel="supersedes" href="bilaga.xml#s2">bilagan</relates><relates rel="prepares" href="mapp/handbok.docx" doc="Handboken">handboken</relates>
</meta><section><heading>Kunskapsstyrning</heading><p>Planen följer verksamhetsplanen.</p></section></plan>
XML
expect 0 "related documents" "$planlint" check --isolated --lang en --output gcc --select XDC "$work/relates/ap.xml"
contains out "ap.xml:5:33: warning: The document bilaga.xml is not there: no file is named bilaga.xml." "one without a name"
contains out "The document Handboken is not there: no file is named mapp/handbok.docx." "one with a name"
expect 0 "two are missing, and no more" test "$(grep -c XDC001 "$work/out")" = 2

# Plans of several years and of none, goals without a heading, reports with and without the plan of their year
mkdir "$work/years" && cd "$work/years" || exit 2
cat > vp.xml <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="vp" period="2025/2028"><meta><title>Verksamhetsplan 2025-2028</title></meta>
<section role="focus-area" focus="vu"><heading>Fokusområde Verksamhet och utveckling</heading>
<goal id="m1" no="4.1"><heading>4.1 Bättre stöd</heading><p>Fler stöd.</p></goal>
<goal id="m2" no="4.2"><heading>Kortare väntan</heading><p>Kortare.</p></goal>
<goal id="m3" no="4.3"><p>Mål utan rubrik.</p></goal></section></plan>
XML
cat > ap-2025.xml <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="ap" year="2025"><meta><title>Aktivitetsplan 2025</title></meta>
<section role="focus-area" focus="vu"><heading>Fokusområde Verksamhet och utveckling</heading>
<section><heading>Bättre stöd</heading><list><activity goal="4.1 4.2"><text>Ta fram ett gemensamt stöd för alla enheter i hela sjukvårdsregionen som ska kunna användas av var och en som möter patienter i vardagen</text></activity>
<activity goal="4.9"><text>Sprida stöd.</text></activity></list></section></section></plan>
XML
cat > ap-utan.xml <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="ap"><section><heading>Något annat</heading><list><activity><text>Mäta.</text></activity></list></section></plan>
XML
cat > rapport.xml <<'XML'
<plan xmlns="urn:planlint:plan:1" kind="rapport" year="2025"><meta><title>Återrapport aktivitetsplan 2025</title></meta>
<section role="focus-area" focus="vu"><heading>Fokusområde Verksamhet och utveckling</heading>
<entry><heading>Sprida stöd.</heading><result><p>Stöden spreds under 2025.</p></result></entry>
<entry><heading>Något som inte planerades</heading><result><p>Det gjordes.</p></result></entry></section></plan>
XML
expect 0 "a chain of all" "$planlint" trace --isolated --lang en vp.xml ap-2025.xml ap-utan.xml rapport.xml
contains out "kunna använda… -> 4.1 Bättre stöd; 4.2 Kortare väntan" "a long text is cut, and each of its goals named"
contains out "  ! Sprida stöd. -> 4.9 [dangling]" "a goal that there is not"
contains out "  ! Mäta. -> Något annat [orphan]" "an activity of a plan without a year"
contains out "    Sprida stöd. -> Sprida stöd." "an entry and its activity"
contains out "  ! Något som inte planerades [not planned]" "an entry without one"
contains out "  ! 4.3 Mål utan rubrik.  [no activity]  no year: 0  2025: 0" "a goal without a heading"
contains out "no year: 0 of 1 activities traced" "what has no year is counted apart"
contains out "2025: 1 of 2 activities traced, 2 of 3 goals covered; 1 of 2 entries planned, 1 of 2 activities reported" "one year"
contains out "other: 0 of 1 activities traced" "what is in no focus area"
expect 0 "a report alone" "$planlint" trace --isolated --lang en rapport.xml
lacks out "!" "nothing is expected of it"
contains out "2 entries without the activity plan of their year" "which is told"
expect 0 "a report of the plan set alone" "$planlint" trace --isolated --lang en "$source/fixtures/plan-set/rapport-2025.xml"
contains out "; 1 entry without the activity plan of its year" "one is one"
expect 0 "activities alone" "$planlint" trace --isolated --lang en ap-utan.xml
contains out "    Mäta. -> Något annat [unresolved]" "are not held against a plan that is not there"
expect 0 "a report with the plan as context, in JSON" "$planlint" trace --isolated --as json rapport.xml --with vp.xml
contains out '"context": true' "what is context"
expect 0 "a chain as CSV" "$planlint" trace --isolated --as csv vp.xml ap-2025.xml ap-utan.xml rapport.xml
contains out ",,,,,ap-utan.xml,,Mäta.,orphan,Något annat,," "no year"
contains out ",,,,,,,,,,rapport.xml,Något som inte planerades" "no activity"

echo "cli_chain: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
