#!/usr/bin/env python3
"""Every call that can fail fails once, in every command.

usage: run.py PLANLINT SOURCE-DIR INJECT.SO [--all] [--only TEXT]

Each run is done once to count its allocations, mappings, opens, reads, writes and so on, and then once for each of them with that call
failing: a sample of them, the same one each time, or with --all every one. planlint has to end by itself with status 0 or 1, the same
output and the same files as without the failure, or with status 2 and a message; every file is the old one, the complete new one or
absent; no temporary file is left. --only: the runs whose command holds TEXT.
"""
import concurrent.futures, errno, json, os, shutil, struct, subprocess, sys, tempfile, threading, zipfile
import xml.etree.ElementTree

arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
PLANLINT, ROOT, INJECT = map(os.path.abspath, arguments[:3])
ALL, ONLY = "--all" in sys.argv, arguments[3] if "--only" in sys.argv else ""
SAMPLE = 3  # points of a kind, a fault and a run
FEW = {"status"}  # kinds of which every point is tried: an answer that is lost is seldom noticed
SECONDS = 20

KINDS = ["alloc", "map", "open", "status", "read", "write", "rename", "close", "sync", "thread", "spawn"]
SHORT = 0
# What happens to a call of each kind; "+": to all calls from there on.
FAULTS = {
    "alloc": [(errno.ENOMEM, ""), (errno.ENOMEM, "+")],
    "map": [(errno.ENOMEM, "")],
    "open": [(errno.EMFILE, ""), (errno.EIO, ""), (errno.EMFILE, "+")],
    "status": [(errno.EIO, "")],
    "read": [(errno.EIO, ""), (errno.EINTR, ""), (SHORT, "+")],
    "write": [(errno.ENOSPC, ""), (errno.ENOSPC, "+"), (errno.EINTR, ""), (SHORT, "+")],
    "rename": [(errno.EIO, "")],
    "close": [(errno.EIO, ""), (errno.EINTR, "")],
    "sync": [(errno.EIO, "")],
    "thread": [(errno.EAGAIN, ""), (errno.EAGAIN, "+")],
    "spawn": [(errno.EAGAIN, ""), (errno.ENOENT, "")],
}
HARMLESS = {errno.EINTR, SHORT}  # a read or write that is done again
FORMATS = "text gcc json sarif gitlab github junit checkstyle rdjson rdjsonl jsonl csv markdown svrl tap".split()
RUNS = [f"check --isolated --output {f} --with vp-2025-2028.xml ap-2026.xml" for f in FORMATS] + [
    "check --isolated ap-2026.docx",
    "check --isolated -j2 ap-2025.xml ap-2026.xml tidplan.xml rapport-2025.xml",
    "check --project",
    "check --each ap-2026.xml ap-2025.xml",
    "check ap-2026.xml",
    "check fresh",
    "check --isolated '*.xml'",
    "check --isolated -",
    "check --files-from list",
    "check --isolated --rules house.xml ap-2026.xml",
    "check --isolated --baseline base.xml ap-2026.xml",
    "check --isolated --output json:out.json --output junit:out.xml --output csv:out.csv ap-2026.xml",
    "check --isolated --cache-dir cache ap-2026.xml ap-2025.xml",
    "check --isolated --cache-dir filled ap-2026.xml ap-2025.xml",
    "check --isolated --diff ap-2026.docx",
    "check --isolated --fix fix.xml",
    "check --isolated --fix fix.docx",
    "check --isolated --fix -",
    "check --isolated none.xml",
    "check --isolated refused.xml utf16.xml",
    "check --changed-since HEAD ap-2026.xml",
    "check --isolated --timing ap-2026.xml",
    "extract --as text ap-2026.docx",
    "extract --as xml ap-2026.docx",
    "trace .",
    "trace --as json --with vp-2025-2028.xml ap-2026.xml",
    "trace --as csv .",
    "rules",
    "rules test house.xml",
    "rules check house.xml",
    "explain TRC001",
    "baseline create --isolated --baseline new.xml ap-2026.xml",
    "baseline update --isolated --baseline base.xml ap-2026.xml",
    "baseline prune --isolated --baseline base.xml ap-2026.xml",
    "pin --isolated --with vp-2025-2028.xml ap-2026.xml",
    "init fresh",
    "config show ap-2026.xml",
    "hook install",
    "hook run --staged",
    "completions bash",
    "version --verbose",
    "help",
    "help check",
]
UNEQUAL = ("--timing",)  # runs whose output is never the same twice

passed = 0
failures = []
points = {}
lock = threading.Lock()


def fill(folder):
    plans = os.path.join(ROOT, "fixtures", "plan-set")
    for name in os.listdir(plans):
        shutil.copyfile(os.path.join(plans, name), os.path.join(folder, name))
    for form in ("xml", "docx"):
        shutil.copyfile(os.path.join(plans, "ap-2026." + form), os.path.join(folder, "fix." + form))
    shutil.copyfile(os.path.join(ROOT, "fixtures", "fuzz", "pack", "small.xml"), os.path.join(folder, "house.xml"))
    with open(os.path.join(plans, "ap-2026.xml"), encoding="utf-8") as f:
        text = f.read()
    for name, content in (("list", b"ap-2026.xml\nap-2025.xml\n"), ("refused.xml", b"<plan><a></plan>"),
                          ("utf16.xml", text.replace("UTF-8", "UTF-16").encode("utf-16")),
                          ("base.xml", b'<baseline xmlns="urn:planlint:baseline:1"/>\n')):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(content)
    for name in ("fresh", "cache", "filled"):
        os.mkdir(os.path.join(folder, name))
    shutil.copyfile(os.path.join(plans, "vp-2025-2028.xml"), os.path.join(folder, "fresh", "vp.xml"))
    subprocess.run([PLANLINT, *"check --isolated --cache-dir filled ap-2026.xml ap-2025.xml".split()], cwd=folder, capture_output=True)
    if shutil.which("git"):
        for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
            subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
        with open(os.path.join(folder, "ap-2026.xml"), "a", encoding="utf-8") as f:
            f.write("\n")
        subprocess.run(["git", "add", "ap-2026.xml"], cwd=folder, check=True)


def tree(folder):
    """The files as they are; of what is git's, the hooks only."""
    files = {}
    for at, folders, names in os.walk(folder):
        inside = os.path.relpath(at, folder)
        if inside == ".git":
            folders[:] = ["hooks"]
            continue
        for name in names:
            with open(os.path.join(at, name), "rb") as f:
                files[os.path.normpath(os.path.join(inside, name))] = f.read()
    return files


def restore(folder, before, now):
    for name in now.keys() - before.keys():
        os.unlink(os.path.join(folder, name))
    for name, content in before.items():
        if now.get(name) != content:
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "wb") as f:
                f.write(content)


def complete(name, content):
    """Whether a report of another outcome is a whole one."""
    try:
        if name.endswith(".json"):
            json.loads(content)
        elif name.endswith(".xml"):
            xml.etree.ElementTree.fromstring(content)
        else:
            return name.endswith(".csv") and content.endswith(b"\n")
        return True
    except (ValueError, xml.etree.ElementTree.ParseError, zipfile.BadZipFile):
        return False


class Place:
    """A folder with all inputs, and the counters, for one run after the other."""

    def __init__(self, top):
        self.folder = tempfile.mkdtemp(dir=top)
        self.counters = tempfile.mktemp(dir=top)
        fill(self.folder)
        self.before = tree(self.folder)
        with open(os.path.join(self.folder, "ap-2026.xml"), "rb") as f:
            self.input = f.read()

    def run(self, command, kind=None, number=0, error=0, on=""):
        with open(self.counters, "wb") as f:
            f.write(bytes(4 * (len(KINDS) + 1)))
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PLANLINT_LANG": "en",
                       "PLANLINT_JOBS": "1", "LD_PRELOAD": INJECT, "INJECT_COUNTERS": self.counters, "TZ": "UTC"}
        if kind:
            environment.update(INJECT_KIND=str(KINDS.index(kind)), INJECT_AT=str(number), INJECT_ERROR=str(error), INJECT_ON="1" if on else "0")
        words = [w.strip("'") for w in command.split()]
        try:
            p = subprocess.run([PLANLINT, *words], cwd=self.folder, env=environment, input=self.input, capture_output=True, timeout=SECONDS)
            outcome = (p.returncode, p.stdout, p.stderr)
        except subprocess.TimeoutExpired:
            outcome = (None, b"", b"")
        with open(self.counters, "rb") as f:
            counts = struct.unpack(f"{len(KINDS) + 1}I", f.read())
        return outcome, counts, tree(self.folder)


def judge(place, command, whole, kind, number, error, on):
    (status, out, err), _, files = whole
    (got, got_out, got_err), counts, now = place.run(command, kind, number, error, on)
    hit = counts[-1] > 0
    own = lambda name: not name.startswith(("cache/", "filled/"))
    problems = []
    if got not in (0, 1, 2):
        problems.append("does not end" if got is None else f"ends with {got}: {got_err[-200:]}")
    elif not hit and not (kind == "alloc" and number > counts[0]):  # libxml2 has hash tables with a seed of its own
        problems.append("the call was not reached")
    elif got == 2 and status != 2:
        if error in HARMLESS:
            problems.append(f"gives up over a call that has only to be repeated: {got_err[-200:]}")
        said = got_err + b"".join(t for t in (got_out, *now.values()) if b"DOC00" in t or b"CFG0" in t)
        if not said.strip() and kind != "write":
            problems.append("status 2 without a message")
    else:
        if got != status:
            problems.append(f"status {got}, {status} without the failure: {got_err[-300:]}")
        if got_out != out and not any(u in command for u in UNEQUAL) and got != 2:
            problems.append("another output")
        if {n for n in files if own(n)} != {n for n in now if own(n)} or any(now[n] != files[n] for n in files if own(n) and n in now):
            if got != 2:
                problems.append("other files")
    for name, content in now.items():
        if name not in files and name not in place.before:
            problems.append(f"leaves {name}")
        elif own(name) and content not in (place.before.get(name), files.get(name, b"")) and not (got == 2 and complete(name, content)):
            problems.append(f"half a file: {name}")
    lost = [n for n in place.before if n not in now and n in files and own(n)]
    if lost:
        problems.append(f"lost: {lost}")
    if "--cache-dir" in command and not problems and place.run(command)[0][:2] != (status, out):
        problems.append("what the cache remembers is wrong")
    restore(place.folder, place.before, tree(place.folder) if "--cache-dir" in command else now)
    return problems


def choose(kind, count):
    if ALL or kind in FEW or count <= SAMPLE:
        return range(1, count + 1)
    return sorted({1, count} | {1 + i * (count - 1) // (SAMPLE - 1) for i in range(SAMPLE)})


def sweep(top, command):
    global passed
    place = Place(top)
    whole = place.run(command)
    if whole[0][0] not in (0, 1, 2) or not whole[1][0]:  # without one allocation nothing was counted
        failures.append(f"{command}: without a failure: {whole[0]}")
        return
    restore(place.folder, place.before, whole[2])
    for kind, count in zip(KINDS, whole[1]):
        for error, on in FAULTS[kind]:
            for number in choose(kind, count):
                problems = judge(place, command, whole, kind, number, error, on)
                with lock:
                    points[kind] = points.get(kind, 0) + 1
                    passed += not problems
                    name = "half" if error == SHORT else errno.errorcode[error]
                    failures.extend(f"{command}: {kind} {number}{on} {name}: {p}" for p in problems)
    shutil.rmtree(place.folder)


commands = [c for c in RUNS if ONLY in c]
if not shutil.which("git"):
    print("runs with git: skipped, no git")
    commands = [c for c in commands if not c.startswith("hook") and "--changed-since" not in c]
with tempfile.TemporaryDirectory() as top:
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda c: sweep(top, c), commands))
for failure in failures[:200]:
    print("FAILED", failure)
print("points:", ", ".join(f"{k} {points.get(k, 0)}" for k in KINDS))
print(f"inject: {passed} passed, {len(failures)} failed")
sys.exit(bool(failures))
