#!/bin/sh
# What planlint config show says of a document: each value with the place that decided it. cli_config.sh PLANLINT SOURCE-DIR
. "$2/tests/expect.sh"
cd "$work" || exit 2
for kind in vp-2025-2028 ap-2025 rapport-2025; do cp "$source/fixtures/plan-set/$kind.xml" .; done
cat > own.xml <<'XML'
<rules xmlns="urn:planlint:rules:1" pack="own" version="1"/>
XML
cat > planlint.xml <<'XML'
<project xmlns="urn:planlint:project:1">
  <doc id="vp" kind="vp" period="2025/2028" href="vp-*.xml"/>
  <doc id="ap" kind="ap" year="2025" implements="vp" href="ap-*.xml"/>
  <doc id="rapport" kind="rapport" follows="ap" href="rapport-*.xml"/>
  <alias heading="gamla" goal="4.1"/>
  <set rule="TRC001" severity="info"/>
  <set rule="TRC001" severity="warning" in="ap-*.xml"/>
  <set rule="TRC005" severity="off" in="vp-*.xml"/>
  <accept rule="TRC002" in="ap-*.xml" at="Mobila team" reason="Beslutat."/>
  <accept rule="TRC003" in="vp-*.xml" at="Mobila team" reason="Beslutat."/>
  <accept rule="TRC004" at="Mobila team" reason="Beslutat."/>
</project>
XML
# shows DESCRIPTION: what the last command said is what stands on standard input, spaces at the ends of lines aside
shows() {
  cat > "$work/wanted"
  if sed 's/ *$//' "$work/out" | diff - "$work/wanted" > "$work/differs"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1:"; cat "$work/differs"; fi
}

expect 0 "what the project says" "$planlint" config show --lang en ap-2025.xml vp-2025-2028.xml rapport-2025.xml
shows "each document has what is meant for it" <<'SHOWN'
ap-2025.xml
  project      planlint.xml              nearest
  document     ap                        planlint.xml:3
  kind         ap                        planlint.xml:3
  period       2025/2028                 the document
  year         2025                      planlint.xml:3
  implements   vp                        planlint.xml:3
  rules        recommended               default
  TRC001       warning                   planlint.xml:7
  alias        gamla = 4.1               planlint.xml
  accept       TRC002                    planlint.xml:9
  accept       TRC004                    planlint.xml:11
vp-2025-2028.xml
  project      planlint.xml              nearest
  document     vp                        planlint.xml:2
  kind         vp                        planlint.xml:2
  period       2025/2028                 planlint.xml:2
  year         -                         -
  rules        recommended               default
  TRC001       info                      planlint.xml:6
  TRC005       off                       planlint.xml:8
  alias        gamla = 4.1               planlint.xml
  accept       TRC003                    planlint.xml:10
  accept       TRC004                    planlint.xml:11
rapport-2025.xml
  project      planlint.xml              nearest
  document     rapport                   planlint.xml:4
  kind         rapport                   planlint.xml:4
  period       2025/2028                 the document
  year         2025                      the document
  follows      ap                        planlint.xml:4
  rules        recommended               default
  TRC001       info                      planlint.xml:6
  alias        gamla = 4.1               planlint.xml
  accept       TRC004                    planlint.xml:11
SHOWN

expect 0 "what the command line says" "$planlint" config show --lang en --config planlint.xml --period 2025/2028 --year 2025 --kind ap --ignore TRC001 \
  --severity TRC002=info ap-2025.xml
shows "it goes before the project" <<'SHOWN'
ap-2025.xml
  project      planlint.xml              --config
  document     ap                        planlint.xml:3
  kind         ap                        --kind
  period       2025/2028                 --period
  year         2025                      --year
  implements   vp                        planlint.xml:3
  rules        recommended               default
  TRC001       off                       --ignore
  TRC002       info                      --severity
  alias        gamla = 4.1               planlint.xml
  accept       TRC002                    planlint.xml:9
  accept       TRC004                    planlint.xml:11
SHOWN

echo '<plan xmlns="urn:planlint:plan:1"><section><heading>Något</heading></section></plan>' > odd.xml
expect 0 "a document that says nothing, of no project" env PLANLINT_COLOR= PLANLINT_JOBS=1 "$planlint" config show --isolated --rules own.xml odd.xml
shows "in Swedish, with the environment" <<'SHOWN'
odd.xml
  projekt      -
  slag         unknown                   -
  period       2025/2028                 regelpaketets profil
  år           -                         -
  regler       own.xml                   --rules
miljö
  jobs         1                         PLANLINT_JOBS
SHOWN

sed -i 's|  <doc id="vp"|  <use pack="trace"/><use file="own.xml"/>\n&|' planlint.xml
expect 0 "packs that the project names" "$planlint" config show --lang en --select TRC001,TRC002 ap-2025.xml
contains out "rules        trace                     planlint.xml:2" "a shipped pack"
contains out "rules        own.xml                   planlint.xml:2" "a pack of its own"
contains out "TRC003       off                       --select" "what was not selected is off"
sed -i 's|<use pack="trace"/>||' planlint.xml
expect 0 "only a pack of its own" "$planlint" config show --lang en odd.xml
contains out "rules        recommended               default" "goes with the shipped ones"
lacks out "document " "the project does not name the document"
lacks out "implements" "nor what it implements"

mkdir empty
expect 2 "a folder without documents" "$planlint" config show --lang en empty
expect 2 "two documents, one of which cannot be read" "$planlint" config show --lang en ap-2025.xml "$source/fixtures/DOC014-compressed-file/bad-gzip.xml"
contains err "bad-gzip.xml could not be read" "is said"
contains out "ap-2025.xml" "the other is shown"
expect 2 "a project file that cannot be read" "$planlint" config show --config none.xml ap-2025.xml
contains err "none.xml" "is named"
expect 2 "another action" "$planlint" config hide ap-2025.xml

# What is accepted, in a run of two projects: each tells of its own.
mkdir -p two/a two/b && cp "$source/fixtures/plan-set/ap-2026.xml" two/a/ap.xml && cp two/a/ap.xml two/b && cp vp-2025-2028.xml two/a/vp.xml && cp ap-2025.xml two/a/ap2.xml || exit 2
cat > two/a/planlint.xml <<'XML'
<project xmlns="urn:planlint:project:1">
  <doc id="vp" kind="vp" period="2025/2028" href="vp.xml"/><doc id="ap" kind="ap" year="2026" implements="vp" href="ap*.xml"/>
  <accept rule="DAT009" at="Mobila team i glesbygd" reason="r"/>
  <accept rule="vague-time" at="Mobila team i glesbygd" reason="r"/>
  <accept rule="DAT" at="Mobila team i glesbygd" reason="r"/>
  <accept rule="FUP001" at="Mobila team i glesbygd" reason="r"/>
  <accept rule="TYP001" fingerprint="0123456789abcdef0123456789abcdef" reason="r"/>
  <accept rule="DAT002" at="Mobila team i glesbygd" reason="r" until="2020-01-01"/>
</project>
XML
grep -v '"DAT"' two/a/planlint.xml > two/b/planlint.xml
told() { grep -o '^[^:]*planlint.xml:[0-9]*:.*CFG[0-9]*' "$work/out" | sed 's/planlint.xml:\([0-9]*\):.*CFG/\1 CFG/' | tr '\n' ' '; }
"$planlint" check --lang en --output gcc two > out 2>&1 || [ $? = 1 ] || exit 2
same "two/a/2 CFG032 two/a/5 CFG001 two/a/8 CFG003 two/b/7 CFG003 " "$(told)" "rules that are off, are for others or may find a text elsewhere are not asked for"
"$planlint" check --lang en --output gcc --select DAT009,CFG two > out 2>&1 || [ $? = 1 ] || exit 2
contains out "planlint.xml:3:17: warning: The suppression of DAT009 is not needed" "those that are turned on are"
"$planlint" check --lang en --output gcc --ignore DAT001 two/a > out 2>&1 || [ $? = 1 ] || exit 2
lacks out "The suppression of DAT " "a beginning of which one did not run is not judged"

echo "cli config: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
