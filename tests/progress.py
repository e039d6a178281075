#!/usr/bin/env python3
"""Progress is for people who wait: on a terminal, after a second, gone at the end.

usage: progress.py PLANLINT SOURCE-DIR
The run is made long by a document that comes late on standard input.
"""
import os, pty, subprocess, sys, time

from tally import check, finish, has_terminals

planlint, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
plans = os.path.join(source, "fixtures", "plan-set")
base = {name: value for name, value in os.environ.items() if name not in ("CI", "PRE_COMMIT") and not name.startswith("PLANLINT_")}
base.update(TERM="xterm", LANG="en_GB.UTF-8", SOURCE_DATE_EPOCH="1771200000")
with open(os.path.join(plans, "ap-2026.xml"), "rb") as file:
    document = file.read()


def run(seconds, environment=base, options=(), terminal=True):
    """Output, what standard error got, and how long it took."""
    ours, theirs = pty.openpty() if terminal else os.pipe()
    begin = time.monotonic()
    child = subprocess.Popen([planlint, "check", "--isolated", "--no-cache", "--output", "gcc", *options, "vp-2025-2028.xml", "-"],
                             cwd=plans, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    time.sleep(seconds)
    output, _ = child.communicate(document)
    errors = b""
    try:
        while chunk := os.read(ours, 4096):
            errors += chunk
    except OSError:  # the other end of a pseudo-terminal is closed
        pass
    os.close(ours)
    return output, errors, time.monotonic() - begin


truth, errors, _ = run(0, terminal=False)
check(truth.count(b"\n") > 3 and errors == b"", "a run without terminal")
if has_terminals():
    output, errors, _ = run(1.1)
    check(output == truth, "the report is the same")
    check(b"\rplanlint: " in errors and b" %" in errors, f"progress is shown: {errors}")
    check(errors.endswith(b"\r\x1b[K") and errors.count(b"\n") == 0, f"and erased: {errors}")
    output, errors, seconds = run(0)
    check(errors == b"" or seconds > 0.9, f"nothing is shown of a short run: {errors}")
    for name, value in (("CI", "true"), ("PRE_COMMIT", "1"), ("TERM", "dumb")):
        output, errors, _ = run(1.1, {**base, name: value})
        check((output, errors) == (truth, b""), f"nothing with {name}={value}: {errors}")
output, errors, _ = run(1.1, terminal=False)
check((output, errors) == (truth, b""), "nothing without a terminal")
finish("progress")
