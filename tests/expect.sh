# shellcheck shell=sh disable=SC2034 # what sources it uses the variables
# What the tests of the command line share; they source it with their own arguments, PLANLINT SOURCE-DIR. It makes a
# folder, $work, that is gone when the test ends, and counts what $passed and what $failed.
planlint=$1 source=$2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# expect STATUS DESCRIPTION COMMAND...: runs the command with stdout and stderr in $work/out and $work/err
expect() {
  want=$1 what=$2
  shift 2
  "$@" > "$work/out" 2> "$work/err"
  got=$?
  if [ "$got" -eq "$want" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $what: status $got, expected $want"; head -5 "$work/out" "$work/err"; fi
}
# contains FILE TEXT DESCRIPTION
contains() {
  if grep -qF -e "$2" "$work/$1"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $3: no \"$2\" in"; head -20 "$work/$1"; fi
}
lacks() {
  if grep -qF -e "$2" "$work/$1"; then failed=$((failed + 1)); echo "FAILED $3: \"$2\" in"; head -20 "$work/$1"; else passed=$((passed + 1)); fi
}
# same WANTED GOT DESCRIPTION
same() {
  if [ "$1" = "$2" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $3: \"$2\", expected \"$1\""; fi
}
# keep: a copy of the output for the next command to read, in $work/kept
keep() { cp "$work/out" "$work/kept"; }
