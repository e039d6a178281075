#!/usr/bin/env python3
"""Every call that can fail fails once, in every command.

usage: run.py PLANLINT SOURCE-DIR INJECT.SO [--all | --stacks | --allocations] [--only TEXT]

Each run is done once to count its allocations, mappings, opens, reads, writes and so on, and then once for each of them with that call
failing: a sample of them, the same one each time, or with --all every one. planlint has to end by itself with status 0 or 1, the same
output and the same files as without the failure, or with status 2 and a message; every file is the old one, the complete new one or
absent; no temporary file is left. --only: the runs whose command holds TEXT.

--stacks: beside the sample, of all allocations of all runs one for each chain of callers. --allocations: nothing else, but every one of
them: a run that only reads forks before each, see inject.c, the others are done again for each.
"""
import concurrent.futures, errno, json, os, re, shutil, struct, subprocess, sys, tempfile, threading, zipfile
import xml.etree.ElementTree

arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
STACKS, FORK = "--stacks" in sys.argv, "--allocations" in sys.argv
POINT = struct.Struct("QiIQiIQ")  # as in inject.c
MOST = 200000  # allocations of a run that are noted
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
CACHED = re.compile("(cache|filled)/([0-9a-f]{32}|secret)")  # the secret of a new folder is another each time, and so are names
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
    "check --isolated --output json:link.json ap-2026.xml",
    "check --isolated --cache-dir cache big.xml",
    "check --isolated --cache-dir filled big.xml",
    "check --isolated invalid.xml",
    "check --isolated spoilt.docx",
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
stacks = set()
allocations = []
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
                          ("big.xml", (text + "<!--" + "x" * 150000 + "-->\n").encode()),  # as much as the cache is worth
                          ("invalid.xml", text.replace("<meta", '<p kind="no"><odd/></p><meta', 1).encode()),
                          ("base.xml", b'<baseline xmlns="urn:planlint:baseline:1"/>\n')):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(content)
    with open(os.path.join(plans, "ap-2026.docx"), "rb") as f, open(os.path.join(folder, "spoilt.docx"), "wb") as out:
        content = bytearray(f.read())
        content[len(content) // 3] ^= 1
        out.write(content)
    with open(os.path.join(folder, "linked.json"), "w", encoding="utf-8") as f:
        f.write("{}")
    os.symlink("linked.json", os.path.join(folder, "link.json"))
    for name in ("fresh", "cache", "filled"):
        os.mkdir(os.path.join(folder, name), 0o700)
    shutil.copyfile(os.path.join(plans, "vp-2025-2028.xml"), os.path.join(folder, "fresh", "vp.xml"))
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
            path, known = os.path.join(at, name), os.path.normpath(os.path.join(inside, name))
            if os.path.islink(path):
                files[known] = os.readlink(path).encode()
                continue
            with open(path, "rb") as f:
                files[known] = f.read()
    return files


def restore(folder, before, now):
    for name in now.keys() - before.keys():
        os.unlink(os.path.join(folder, name))
    for name, content in before.items():
        if now.get(name) != content and name == "link.json":
            os.unlink(os.path.join(folder, name))
            os.symlink("linked.json", os.path.join(folder, name))
        elif now.get(name) != content:
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
        with open(os.path.join(self.folder, "ap-2026.xml"), "rb") as f:
            self.input = f.read()
        # As the runs do: what is loaded before planlint is part of the key.
        self.run("check --isolated --cache-dir filled big.xml")
        self.before = tree(self.folder)
        if not any(len(os.path.basename(name)) == 32 for name in self.before):
            failures.append("nothing is in the cache")

    def run(self, command, kind=None, number=0, error=0, on="", noted=0, fork=False):
        head = 4 * (len(KINDS) + 1)
        with open(self.counters, "wb") as f:
            f.truncate(head + noted * POINT.size)
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PLANLINT_LANG": "en",
                       "PLANLINT_JOBS": "1", "LD_PRELOAD": INJECT, "INJECT_COUNTERS": self.counters, "TZ": "UTC"}
        if kind:
            environment.update(INJECT_KIND=str(KINDS.index(kind)), INJECT_AT=str(number), INJECT_ERROR=str(error), INJECT_ON="1" if on else "0")
        words = [w.strip("'") for w in command.split()]
        if fork:
            environment["INJECT_FORK"] = "1"
            return self.forked(words, environment, head)
        try:
            p = subprocess.run([PLANLINT, *words], cwd=self.folder, env=environment, input=self.input, capture_output=True, timeout=SECONDS)
            outcome = (p.returncode, p.stdout, p.stderr)
        except subprocess.TimeoutExpired:
            outcome = (None, b"", b"")
        with open(self.counters, "rb") as f:
            counts = struct.unpack(f"{len(KINDS) + 1}I", f.read(head))
            self.noted = [POINT.unpack(f.read(POINT.size)) for _ in range(min(counts[0], noted))]
        return outcome, counts, tree(self.folder)

    def forked(self, words, environment, head):
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(self.input)
            given.seek(0)
            p = subprocess.run([PLANLINT, *words], cwd=self.folder, env=environment, stdin=given, stdout=out, stderr=err)
            out.seek(0)
            err.seek(0)
            outcome = (p.returncode, out.read(), err.read())
        with open(self.counters, "rb") as f:
            counts = struct.unpack(f"{len(KINDS) + 1}I", f.read(head))
            self.noted = [POINT.unpack(f.read(POINT.size)) for _ in range(min(counts[0], MOST))]
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
        if name not in files and name not in place.before and not CACHED.fullmatch(name):
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


def choose(kind, count, noted):
    if ALL or kind in FEW or count <= SAMPLE:
        return range(1, count + 1)
    chosen = {1, count} | {1 + i * (count - 1) // (SAMPLE - 1) for i in range(SAMPLE)}
    if kind == "alloc":
        with lock:
            for number, (stack, *_) in enumerate(noted, 1):
                if stack not in stacks:
                    stacks.add(stack)
                    chosen.add(number)
    return sorted(chosen)


def fnv(content):
    value = 0xCBF29CE484222325
    for byte in content:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def exhaust(top, command):
    """Every allocation of a run that has one thread."""
    global passed
    place = Place(top)
    whole = place.run(command, noted=MOST)
    # A child of these would have half of the threads, read what git says to its parent, or write before its parent does.
    if whole[1][KINDS.index("thread")] or whole[1][KINDS.index("spawn")] or whole[2] != place.before:
        restore(place.folder, place.before, whole[2])
        with lock:
            allocations.append(whole[1][0])
            stacks.update(p[0] for p in place.noted)
        return fail_each(place, command, whole, "alloc", range(1, whole[1][0] + 1))
    restore(place.folder, place.before, whole[2])
    (status, out, err), counts, now = place.run(command, noted=MOST, fork=True)
    problems, runs = [], 0
    if status != whole[0][0] or out != whole[0][1] and not any(u in command for u in UNEQUAL):
        problems.append(f"status {status}, {whole[0][0]} without forks, or another output: {err[-200:]}")
    if counts[0] > MOST:
        problems.append(f"{counts[0]} allocations are more than are noted")
    own = lambda files: {n: c for n, c in files.items() if not n.startswith(("cache/", "filled/"))}
    if own(now) != own(whole[2]):
        different = [n for n in {*own(now), *own(whole[2])} if now.get(n) != whole[2].get(n)]
        problems.append(f"other files: {different}")
    hashed = fnv(out)
    for number, (stack, *fates) in enumerate(place.noted, 1):
        for on, (state, said, sum_) in (("", fates[:3]), ("+", fates[3:])):
            if state == -1:
                continue
            runs += 1
            code = os.waitstatus_to_exitcode(state)
            at = f"alloc {number}{on}"
            if code not in (0, 1, 2):
                problems.append(f"{at}: ends with {code}")
            elif code == 2 and status != 2:
                if not said and sum_ == hashed:
                    problems.append(f"{at}: status 2 without a message")
            elif code != status:
                problems.append(f"{at}: status {code}, {status} without the failure")
            elif code != 2 and sum_ != hashed and not any(u in command for u in UNEQUAL):
                problems.append(f"{at}: another output")
    with lock:
        points["alloc"] = points.get("alloc", 0) + runs
        allocations.append(counts[0])
        stacks.update(p[0] for p in place.noted)
        passed += runs - len(problems)
        failures.extend(f"{command}: {p}" for p in problems)
        print(f"{command}: {counts[0]} allocations, {runs} runs, {len(problems)} failed", flush=True)
    shutil.rmtree(place.folder)


def fail_each(place, command, whole, kind, numbers):
    global passed
    for error, on in FAULTS[kind]:
        for number in numbers:
            problems = judge(place, command, whole, kind, number, error, on)
            with lock:
                points[kind] = points.get(kind, 0) + 1
                passed += not problems
                name = "half" if error == SHORT else errno.errorcode[error]
                failures.extend(f"{command}: {kind} {number}{on} {name}: {p}" for p in problems)


def sweep(top, command):
    place = Place(top)
    whole = place.run(command, noted=MOST if STACKS else 0)
    noted = place.noted
    allocations.append(whole[1][0])
    if whole[0][0] not in (0, 1, 2) or not whole[1][0]:  # without one allocation nothing was counted
        failures.append(f"{command}: without a failure: {whole[0]}")
        return
    restore(place.folder, place.before, whole[2])
    for kind, count in zip(KINDS, whole[1]):
        fail_each(place, command, whole, kind, choose(kind, count, noted))
    shutil.rmtree(place.folder)


commands = [c for c in RUNS if ONLY in c]
if not shutil.which("git"):
    print("runs with git: skipped, no git")
    commands = [c for c in commands if not c.startswith("hook") and "--changed-since" not in c]
with tempfile.TemporaryDirectory() as top:
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda c: (exhaust if FORK else sweep)(top, c), commands))
for failure in failures[:200]:
    print("FAILED", failure)
print(f"allocations: {sum(allocations)}" + (f" from {len(stacks)} chains of callers" if stacks else ""))
print("points:", ", ".join(f"{k} {points.get(k, 0)}" for k in KINDS))
print(f"inject: {passed} passed, {len(failures)} failed")
sys.exit(bool(failures))
