"""What tests in Python count with; they import it: check() or equal() once an expectation, skip() for what cannot be tried
here, has_terminals() before what needs one, finish() at the end."""
import os, sys

SHOWN = 20  # failures; of a hundred, most have the cause of the first
passed = failed = 0
skipped = []


def check(condition, message, more=""):
    global passed, failed
    passed, failed = (passed + 1, failed) if condition else (passed, failed + 1)
    if not condition and failed <= SHOWN:
        print("FAILED", message, more)


def equal(got, wanted, what):
    """Of lists, only what differs is told."""
    same = got == wanted
    if not same and isinstance(got, list):
        got, wanted = [item for item in got if item not in wanted] or got, [item for item in wanted if item not in got] or wanted
    check(same, f"{what}: {got!r}, expected {wanted!r}")


def skip(reason):
    if reason not in skipped:
        skipped.append(reason)


def has_terminals():
    """Whether there are pseudo-terminals; skips otherwise: a folder that was made a root has often no /dev/pts."""
    try:
        for end in os.openpty():
            os.close(end)
        return True
    except OSError as error:
        skip(f"pseudo-terminals: {error.strerror}")
        return False


def finish(name):
    """Ends the program: status 1 when a check failed, 77 when something was skipped."""
    print(f"{name}: {passed} passed, {failed} failed" + (f"; skipped: {', '.join(skipped)}" if skipped else ""))
    sys.exit(1 if failed else 77 if skipped else 0)
