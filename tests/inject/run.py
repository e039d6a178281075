#!/usr/bin/env python3
"""Every call that can fail fails once, in every command.

usage: run.py PLANLINT SOURCE-DIR INJECT.SO [--all] [--sanitized] [--only TEXT]

Each run is done once to count its allocations, mappings, opens, reads, writes and so on, and then once for each of them with that call
failing; of the allocations, once for each chain of callers that no other run had, or with --all for every one. planlint has to end by
itself with status 0 or 1, the same output and the same files as without the failure, or with status 2 and a message; every file is the
old one, the complete new one or absent; no temporary file is left; and when main has returned, every block, mapping, descriptor, thread
and process is gone. Then nothing fails, but files change before each call. --only: the runs whose command holds TEXT.

--sanitized: planlint has a malloc of its own, which says what is wrong and what is left by another status. Then no allocation fails, and
without --all a sample of the rest, the same one each time.

A run that only reads forks before each allocation that has to fail, see inject.c; the others are done again for each.
"""
import concurrent.futures, errno, json, os, re, shutil, struct, subprocess, sys, tempfile, threading, zipfile, zlib
import xml.etree.ElementTree

arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
LEFT = 7  # numbers of struct left
HEAD, POINT, FATE = struct.Struct("16I7I4x"), struct.Struct("QQ48s48s"), struct.Struct("iIQ7I4x")  # as in inject.c
STACKS = 1 << 16  # likewise
MOST = 200000  # allocations of a run that are noted
PLANLINT, ROOT, INJECT = map(os.path.abspath, arguments[:3])
ALL, ONLY = "--all" in sys.argv, arguments[3] if "--only" in sys.argv else ""
SANITIZED, SAMPLE = "--sanitized" in sys.argv, 20
SECONDS = 20

KINDS = ["alloc", "map", "open", "status", "read", "write", "rename", "close", "sync", "thread", "spawn", "free", "unmap", "shut", "reap"]
REMAINS = ["blocks", "mappings", "descriptors", "threads", "processes"]
# Calls that release something, what is left when one of them does not, and a run that makes it: the judge has to see it.
PLANTS = [("free", "blocks", "check --isolated --output json:out.json ap-2026.docx"), ("free", "blocks", "check --project"),
          ("unmap", "mappings", "rules check house.xml"), ("shut", "descriptors", "check --isolated --fix fix.docx"),
          ("shut", "descriptors", "check --files-from list"), ("reap", "processes", "check --changed-since HEAD ap-2026.xml")]
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
FOLDERS = ["fresh", "cache", "filled"]
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
    # Paths that fill the arena: between a temporary file and its new name nothing may want memory.
    "check --isolated ap-2026.xml " + " ".join(f"--output csv:{'./' * (1500 + 75 * i)}long{i}.csv" for i in range(6)),
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
# What somebody else does while a run lasts, before each call of it in turn. It gives what it would have given before or after, or says
# that something is wrong. "NEW" stands for another document, "OLD" for the one that is read.
CHANGES = ["rm OLD", "head -c 999 NEW > OLD", "cat NEW >> OLD", "cp NEW new && mv new OLD"]
CHANGED = [("check --isolated --with vp-2025-2028.xml ap-2026.xml", "ap-2025.xml", "ap-2026.xml"),
           ("check --isolated --output gcc --with vp-2025-2028.xml ap-2026.xml", "ap-2025.xml", "ap-2026.xml"),
           ("check --isolated ap-2026.docx", "ap-2025.docx", "ap-2026.docx"), ("check fresh", "ap-2026.xml", "fresh/vp.xml"),
           ("check --isolated --cache-dir filled big.xml", "ap-2026.xml", "big.xml"),
           ("check --isolated --cache-dir cache big.xml", "ap-2026.xml", "big.xml"),
           ("check --isolated --fix fix.xml", "ap-2025.xml", "fix.xml"), ("check --isolated --fix fix.docx", "ap-2025.docx", "fix.docx"),
           ("check --isolated --rules house.xml ap-2026.xml", "vp-2025-2028.xml", "house.xml"),
           ("check --files-from list", "refused.xml", "list"), ("extract --as text ap-2026.docx", "ap-2025.docx", "ap-2026.docx")]
RACES = [(command, change.replace("OLD", old).replace("NEW", new)) for command, new, old in CHANGED for change in CHANGES] + [
    ("check fresh", "rm -r fresh"),
    ("check fresh", "cp ap-2026.xml fresh"),
    ("check --isolated '*.xml'", "rm ap-2025.xml tidplan.xml"),
    ("check --isolated --output gcc '*.xml'", "rm ap-2025.xml vp-2025-2028.xml"),
    ("check --isolated --output gcc '*.xml'", "cp ap-2026.xml new && mv new vp-2025-2028.xml"),
    ("check --project", "rm planlint.xml"),
    ("check --project", "rm -r ap-2026.xml fresh vp-2025-2028.xml"),
    ("check --isolated --cache-dir filled big.xml", "rm -r filled"),
    ("check --isolated --cache-dir cache big.xml", "rm -r cache"),
    ("check --isolated --output json:fresh/a.json --output junit:fresh/vp.xml ap-2026.xml", "rm -r fresh"),
    ("check --isolated --fix fresh/vp.xml", "rm -r fresh"),
    ("baseline create --isolated --baseline fresh/new.xml ap-2026.xml", "rm -r fresh"),
    ("init fresh", "rm -r fresh"),
    ("hook install", "rm -r .git/hooks"),
    ("hook run --staged", "mv .git gone"),
    ("check --changed-since HEAD ap-2026.xml", "mv .git gone"),
]
RACED = ("open", "status", "read", "write", "rename", "spawn")
WITH_GIT = re.compile("hook |--changed-since")
UNEQUAL = ("--timing",)  # runs whose output is never the same twice

passed = 0
failures = []
allocations = []
points = {}
looked = [0, 0, 0]  # runs that ended in another way, whose main has returned, that ended at once when memory ran out
lock = threading.Lock()


def fill(folder, command):
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
    for name in FOLDERS:
        os.mkdir(os.path.join(folder, name), 0o700)
    shutil.copyfile(os.path.join(plans, "vp-2025-2028.xml"), os.path.join(folder, "fresh", "vp.xml"))
    os.mkdir(os.path.join(folder, ".git"))  # the root of a project
    if WITH_GIT.search(command):
        for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
            subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
        with open(os.path.join(folder, "ap-2026.xml"), "a", encoding="utf-8") as f:
            f.write("\n")
        subprocess.run(["git", "add", "ap-2026.xml"], cwd=folder, check=True)


def tree(folder, seen={}):
    """The files as they are; of what is git's, the hooks only. What has not changed since is not read again."""
    files = {}
    for at, folders, names in os.walk(folder):
        inside = os.path.relpath(at, folder)
        if inside in (".git", "gone"):
            folders[:] = ["hooks"]
            continue
        for name in names:
            path, known = os.path.join(at, name), os.path.normpath(os.path.join(inside, name))
            if os.path.islink(path):
                files[known] = os.readlink(path).encode()
                continue
            status = os.stat(path)
            stamp = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
            if seen.get(path, (None,))[0] != stamp:
                with open(path, "rb") as f:
                    seen[path] = stamp, f.read()
            files[known] = seen[path][1]
    return files


def chosen(*words):
    return ALL or not SANITIZED or zlib.crc32(repr(words).encode()) % SAMPLE == 0


def restore(folder, before, now):
    if os.path.exists(os.path.join(folder, "gone")):
        shutil.rmtree(os.path.join(folder, ".git"), ignore_errors=True)
        os.rename(os.path.join(folder, "gone"), os.path.join(folder, ".git"))
        now = tree(folder)
    for name in FOLDERS:
        os.makedirs(os.path.join(folder, name), 0o700, exist_ok=True)
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


def point(content):
    """Whether the chain of callers is new, and each fate: state, bytes said, hash of the output, what was left."""
    _, fresh, *fates = POINT.unpack(content)
    return fresh, [(*fate[:3], fate[3:]) for fate in map(FATE.unpack, fates)]


class Place:
    """A folder with all inputs, and the counters, for one run after the other."""

    def __init__(self, top, command):
        self.folder = tempfile.mkdtemp(dir=top)
        self.counters = tempfile.mktemp(dir=top)
        self.known = os.path.join(top, "known")
        fill(self.folder, command)
        with open(os.path.join(self.folder, "ap-2026.xml"), "rb") as f:
            self.input = f.read()
        if "--cache-dir" in command:
            # As the runs do: what is loaded before planlint is part of the key.
            self.run("check --isolated --cache-dir filled big.xml")
        self.before = tree(self.folder)
        if "--cache-dir" in command and not any(len(os.path.basename(name)) == 32 for name in self.before):
            failures.append("nothing is in the cache")

    def run(self, command, kind=None, number=0, error=0, on="", noted=0, fork=False, show=0, do=None):
        """What it ended with, the calls of each kind and how many failed, the files; in self what it left, and with `noted` its allocations."""
        with open(self.counters, "wb") as f:
            f.truncate(HEAD.size + noted * POINT.size)
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PLANLINT_LANG": "en",
                       "PLANLINT_JOBS": "1", "LD_PRELOAD": INJECT, "INJECT_COUNTERS": self.counters, "TZ": "UTC", "INJECT_SHOW": str(show)}
        if kind:
            environment.update(INJECT_KIND=str(KINDS.index(kind)), INJECT_AT=str(number), INJECT_ERROR=str(error), INJECT_ON="1" if on else "0")
        if noted and not ALL:
            environment["INJECT_KNOWN"] = self.known
        if do:
            environment["INJECT_DO"] = do
        if fork:
            environment["INJECT_FORK"] = "1"
        words = [PLANLINT, *(w.strip("'") for w in command.split())]
        if fork:
            outcome = self.start_on_files(words, environment)
        else:
            try:
                p = subprocess.run(words, cwd=self.folder, env=environment, input=self.input, capture_output=True, timeout=SECONDS)
                outcome = (p.returncode, p.stdout, p.stderr)
            except subprocess.TimeoutExpired:
                outcome = (None, b"", b"")
        with open(self.counters, "rb") as f:
            head = HEAD.unpack(f.read(HEAD.size))
            self.left = head[-LEFT:]
            self.noted = [point(f.read(POINT.size)) for _ in range(min(head[0], noted))]
        return outcome, head[:-LEFT], tree(self.folder)

    def start_on_files(self, words, environment):
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(self.input)
            given.seek(0)
            p = subprocess.run(words, cwd=self.folder, env=environment, stdin=given, stdout=out, stderr=err)
            out.seek(0)
            err.seek(0)
            return p.returncode, out.read(), err.read()

    def restore(self, now):
        restore(self.folder, self.before, now)


def leaks(left, status, said):
    """What a run left behind. One that ended where memory ran out left it to the kernel, files and processes apart."""
    ended, _, *remains = left
    with lock:
        looked[ended] += 1
    if ended != 1:
        return [] if ended == 2 and status == 2 and said else [f"status {status} before main has returned"]
    return [f"leaves {count} {what}" for what, count in zip(REMAINS, remains) if count]


def origin(place, command, fault):
    """Who allocated the first of the blocks that are left."""
    first = place.left[1]
    if not first or not shutil.which("addr2line"):
        return f"allocation {first}"
    err = place.run(command, *fault, show=first)[0][2]
    at = re.findall(rb"planlint\(\+(0x[0-9a-f]+)\)", err)
    return subprocess.run(["addr2line", "-sfpe", PLANLINT, *at], capture_output=True, text=True).stdout.replace("\n", " < ")


def varies(kind, counts):
    """libxml2 has hash tables with a seed of its own, and what git says comes in as many pieces as it likes."""
    return kind == "alloc" or kind == "read" and counts[KINDS.index("spawn")]


def judge(place, command, whole, kind, number, error, on):
    (status, out, err), _, files = whole
    (got, got_out, got_err), counts, now = place.run(command, kind, number, error, on)
    hit = counts[-1] > 0
    problems = leaks(place.left, got, b"out of memory" in got_err) if got in (0, 1, 2) else []
    if any("blocks" in p for p in problems):
        problems.append(origin(place, command, (kind, number, error, on)))
    own = lambda name: not name.startswith(("cache/", "filled/"))
    if got not in (0, 1, 2):
        problems.append("does not end" if got is None else f"ends with {got}: {got_err[-200:]}")
    elif not hit and not varies(kind, counts):
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
    place.restore(tree(place.folder) if "--cache-dir" in command else now)
    return problems


def fnv(content):
    value = 0xCBF29CE484222325
    for byte in content:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def fork_each(place, command, whole):
    """Allocations of a run that has one thread and changes no file: each in a child of the run."""
    global passed
    status, out, _ = whole[0]
    (got, got_out, err), counts, now = place.run(command, noted=MOST, fork=True)
    problems, runs = [], 0
    if got != status or got_out != out and not any(u in command for u in UNEQUAL):
        problems.append(f"status {got}, {status} without forks, or another output: {err[-200:]}")
    if counts[0] > MOST:
        problems.append(f"{counts[0]} allocations are more than are noted")
    if now != place.before:
        problems.append(f"other files: {[n for n in {*now, *place.before} if now.get(n) != place.before.get(n)]}")
    hashed = fnv(out)
    for number, (_, fates) in enumerate(place.noted, 1):
        for on, (state, said, sum_, left) in enumerate(fates):
            if state == -1:
                continue
            runs += 1
            code, at = os.waitstatus_to_exitcode(state), f"alloc {number}{'+' * on}"
            problems += [f"{at}: {leak}" for leak in leaks(left, code, said)] if code in (0, 1, 2) else []
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
        passed += runs - len(problems)
        failures.extend(f"{command}: {p}" for p in problems)
    place.restore(now)


def fail_each(place, command, whole, kind, numbers):
    global passed
    for error, on in FAULTS[kind]:
        for number in numbers:
            if not chosen(command, kind, number, error, on):
                continue
            problems = judge(place, command, whole, kind, number, error, on)
            with lock:
                points[kind] = points.get(kind, 0) + 1
                passed += not problems
                name = "half" if error == SHORT else errno.errorcode[error]
                failures.extend(f"{command}: {kind} {number}{on} {name}: {p}" for p in problems)


def sweep(top, command):
    """Everything but allocations, and these where a fork is enough; returns what is needed for them where it is not."""
    place = Place(top, command)
    whole = place.run(command)
    problems = leaks(place.left, whole[0][0], False)
    if whole[0][0] not in (0, 1, 2) or problems or not (whole[1][0] or SANITIZED):  # without one allocation nothing was counted
        failures.append(f"{command}: without a failure: {whole[0]} {problems} {origin(place, command, ())}")
        return None
    place.restore(whole[2])
    for kind, count in zip(KINDS, whole[1]):
        if kind in FAULTS and kind != "alloc":
            fail_each(place, command, whole, kind, range(1, count + 1))
    with lock:
        allocations.append(whole[1][0])
    # A child of these would have half of the threads, read what git says to its parent, or write before its parent does.
    if whole[1][KINDS.index("thread")] or whole[1][KINDS.index("spawn")] or whole[2] != place.before:
        return place, command, whole
    if SANITIZED:
        return None
    fork_each(place, command, whole)
    return None


def again(place, command, whole):
    """Allocations of the other runs."""
    now = place.run(command, noted=MOST)[2]
    place.restore(now)
    fail_each(place, command, whole, "alloc", [n for n, (fresh, _) in enumerate(place.noted, 1) if fresh or ALL])


def race(top, command, action):
    """Somebody else acts before each call."""
    global passed
    place = Place(top, command)
    truths, states, counts = [], [], []
    shell = lambda act: subprocess.run(act, shell=True, cwd=place.folder, check=True)
    for first, last in (("true", action), (action, "true")):
        states.append(tree(place.folder))
        shell(first)
        states.append(tree(place.folder))
        outcome, count, now = place.run(command)
        shell(last)
        states += [now, tree(place.folder)]
        truths.append(outcome[:2])
        counts.append(count)
        place.restore(states[-1])
    for kind in RACED:
        for number in range(1, counts[0][KINDS.index(kind)] + 1):
            if not chosen(command, action, kind, number):
                continue
            (status, out, err), count, now = place.run(command, kind, number, do=action)
            problems = leaks(place.left, status, b"out of memory" in err)
            if not count[-1] and not varies(kind, count):
                problems.append("the call was not reached")
            if (status, out) not in truths and not (status == 2 and (err.strip() or b"DOC0" in out or b"CFG0" in out)):
                problems.append(f"status {status}, before and after {[t[0] for t in truths]}: {out[:300]} {err[-300:]}")
            for name, content in now.items():
                if not any(state.get(name) == content for state in states) and not CACHED.fullmatch(name):
                    problems.append(f"half a file, or one too many: {name}")
            if "--cache-dir" in command and action != "rm -r filled" and place.run(command)[0][:2] != truths[1]:
                problems.append("what the cache remembers is wrong")
            place.restore(tree(place.folder))
            with lock:
                points["race"] = points.get("race", 0) + 1
                passed += not problems
                failures.extend(f"{command}: '{action}' before {kind} {number}: {p}" for p in problems)


def plant(top):
    """The judge sees what is left."""
    top = tempfile.mkdtemp(dir=top)
    for kind, what, command in PLANTS:
        if SANITIZED and kind == "free":
            continue
        place = Place(top, command)
        count = place.run(command)[1][KINDS.index(kind)]
        place.restore(tree(place.folder))
        for number in {1, (count + 1) // 2, max(count, 1)}:
            (status, _, _), _, now = place.run(command, kind, number)
            found = leaks(place.left, status, False)
            if found != [f"leaves 1 {what}"]:
                failures.append(f"{command}: {kind} {number} does nothing, and the judge says {found}")
            place.restore(now)
    if SANITIZED:
        return
    place = Place(top, "")
    place.run("config show ap-2026.xml", "free", 1, noted=MOST, fork=True)
    if not any(leaks(fates[0][-1], 1, False) == ["leaves 1 blocks"] for _, fates in place.noted):
        failures.append("a block that is left before a fork is not seen in the child")


if not shutil.which("git"):
    print("runs with git: skipped, no git")
    RUNS, PLANTS, RACES = ([c for c in runs if not WITH_GIT.search(str(c))] for runs in (RUNS, PLANTS, RACES))
with tempfile.TemporaryDirectory() as top:
    with open(os.path.join(top, "known"), "wb") as f:
        f.truncate(8 * STACKS)
    plant(top)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        late = list(pool.map(lambda c: sweep(top, c), [c for c in RUNS if ONLY in c]))
        list(pool.map(lambda run: run and not SANITIZED and again(*run), late))
        list(pool.map(lambda r: race(top, *r), [r for r in RACES if ONLY in r[0]]))
for failure in failures[:200]:
    print("FAILED", re.sub(r"(\./)+", "", failure))
print(f"allocations: {sum(allocations)}")
print("points:", ", ".join(f"{k} {points[k]}" for k in (*KINDS, "race") if k in points))
print(f"nothing left after main: {looked[1]} runs; ended at once when memory ran out: {looked[2]}")
print(f"inject: {passed} passed, {len(failures)} failed")
sys.exit(bool(failures))
