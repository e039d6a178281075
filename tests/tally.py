"""What tests in Python count with; they import it: check() once an expectation, finish() at the end."""
import sys

passed = failed = 0


def check(condition, message):
    global passed, failed
    passed, failed = (passed + 1, failed) if condition else (passed, failed + 1)
    if not condition:
        print("FAILED", message)


def finish(name):
    """Ends the program: status 1 when a check failed."""
    print(f"{name}: {passed} passed, {failed} failed")
    sys.exit(failed > 0)
