#!/bin/sh
# The program of the build that prints the shipped packs and schemas as C data. pack_compiler.sh PACK-COMPILER SOURCE-DIR SHIPPED-C
. "$2/tests/expect.sh"
expect 0 "packs are printed" "$planlint" "$work/again.c"
expect 0 "and the same each time" cmp "$work/again.c" "$3"
expect 2 "a file to write is asked for" "$planlint"
expect 2 "a file that cannot be written" "$planlint" "$work/none/again.c"
expect 1 "a disk that is full" "$planlint" /dev/full

echo "pack compiler: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
