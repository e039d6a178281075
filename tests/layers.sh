#!/bin/sh
# The floors hold: an include of a floor above does not compile, and third-party headers stay where design says.
# layers.sh SOURCE-DIR BUILD-DIR C-COMPILER
source=$1 build=$2 compiler=$3
failed=0
fail() { echo "FAILED $*"; failed=1; }

# The flags of a floor are those that CMake gives its first source file.
compile() { # FLOOR HEADER: does a file of FLOOR that includes HEADER compile?
  flags=$(python3 - "$build/compile_commands.json" "$source/src/$1/" <<'EOF'
import json, shlex, sys
for entry in json.load(open(sys.argv[1])):
    if entry["file"].startswith(sys.argv[2]):
        words = shlex.split(entry["command"])
        print(" ".join(w for w in words if w.startswith(("-I", "-isystem", "-D", "-std")) or (words[words.index(w) - 1] == "-isystem")))
        break
EOF
)
  # shellcheck disable=SC2086 # several words
  printf '#include "%s"\nint unused;\n' "$2" | $compiler $flags -x c -fsyntax-only - 2> "$build/layers.log"
}

while read -r floor own above; do
  compile "$floor" "$own" || fail "$floor cannot include its own $own"
  if [ "$above" != - ] && compile "$floor" "$above"; then fail "$floor can include $above, a floor above it"; fi
done <<'EOF'
base str.h fold.h
text regex.h diag.h
diag diag.h tree.h
plan tree.h xml.h
read wml.h pack.h
rule pack.h check.h
check check.h report.h
report report.h lint.h
app lint.h -
EOF

# header, floors that may include it
while read -r header floors; do
  # shellcheck disable=SC2013 # no source has white space in its name
  for file in $(grep -lE "#include <$header" -r "$source/src"); do
    floor=$(basename "$(dirname "$file")")
    case " $floors " in *" $floor "*) ;; *) fail "$file includes <$header>: only $floors may" ;; esac
  done
done <<'EOF'
libxml/ plan read rule check report app
pcre2.h text
zlib.h read
utf8proc.h text
jansson.h report app
xxhash.h app
EOF
[ "$failed" -eq 0 ] && echo "layers: the floors hold"
exit "$failed"
