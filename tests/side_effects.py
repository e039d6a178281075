#!/usr/bin/env python3
"""What planlint touches, and what it makes of files that are none.

usage: side_effects.py PLANLINT SOURCE-DIR TEST        TEST: files, special

files: every command under strace: no file is opened but inputs, rule packs, project files and outputs that were asked for, nothing
else is written, no socket is made and no program is run (git, for the commands that ask it). Without strace it says "skipped".
special: pipes, devices, loops of links, folders with 100,000 entries, files that vanish or fail while they are read, folders and
files without permission, names with line ends.
"""
import json, os, re, shutil, stat, subprocess, sys, tempfile

from tally import check, finish

PLANLINT, ROOT, TEST = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
SET = os.path.join(ROOT, "fixtures", "plan-set")
NOBODY = 65534


# ---- files ----

SYSTEM = re.compile(r"/(?:lib|lib64|usr/lib)/|/etc/ld\.so\.(?:cache|preload)$|/dev/null$|/proc/sys/vm/overcommit_memory$|/proc/self/cgroup$|/sys/fs/cgroup/(?:.*/)?cpu\.max$")
# The last ones: malloc of glibc, and how many processors a container may use.
CACHE = ".cache"
# Commands, with what they may read beside the project file, what they may write, and whether they may ask git.
COMMANDS = [
    ("check --isolated ap-2026.xml ap-2026.docx", [], []),
    ("check --with vp-2025-2028.docx ap-2026.docx", [], []),
    ("check --project", [], []),
    ("check .", [], []),
    ("check --isolated --rules house.xml ap-2026.xml", [], []),
    ("check --isolated --baseline base.xml ap-2026.xml", [], []),
    ("check --isolated --output json:out.json --output sarif ap-2026.xml", [], ["out.json"]),
    ("check --isolated --diff ap-2026.docx", [], []),
    ("check --isolated --fix fix.xml", [], ["fix.xml"]),
    ("check --isolated --fix fix.docx", [], ["fix.docx"]),
    ("check --isolated none.xml", [], []),
    ("check --isolated external.xml entity.docx", [], []),
    ("check --files-from list", [], []),
    ("extract --as text ap-2026.docx", [], []),
    ("extract --as xml ap-2026.docx", [], []),
    ("rules", [], []),
    ("rules test house.xml", [], []),
    ("rules check house.xml", [], []),
    ("explain TRC001", [], []),
    ("baseline create --isolated --baseline new.xml ap-2026.xml", [], ["new.xml"]),
    ("config show ap-2026.xml", [], []),
    ("init fresh", [], ["fresh/planlint.xml", "planlint.xml"]),
    ("trace .", [], []),
    ("trace --as json --with vp-2025-2028.xml ap-2026.xml", [], []),
    ("pin --isolated --with vp-2025-2028.xml ap-2026.xml", [], ["planlint.lock"]),
    ("hook run", ["git"], []),
    ("check --changed-since HEAD ap-2026.xml", ["git"], []),
    ("completions bash", [], []),
    ("version --verbose", [], []),
    ("help check", [], []),
]
WRITES = ("unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "chmod", "fchmodat", "chown", "fchownat",
          "link", "linkat", "symlink", "symlinkat", "truncate", "utimensat", "mknod", "mknodat", "chdir")


def fill(folder):
    for name in os.listdir(SET):
        shutil.copy(os.path.join(SET, name), folder)
    shutil.copy(os.path.join(SET, "ap-2026.xml"), os.path.join(folder, "fix.xml"))
    shutil.copy(os.path.join(SET, "ap-2026.docx"), os.path.join(folder, "fix.docx"))
    shutil.copy(os.path.join(ROOT, "fixtures", "fuzz", "pack", "small.xml"), os.path.join(folder, "house.xml"))
    with open(os.path.join(folder, "external.xml"), "w") as f:
        f.write('<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?>\n<!DOCTYPE plan SYSTEM "http://127.0.0.1:9/a.dtd" '
                '[<!ENTITY e SYSTEM "/etc/passwd">]>\n<plan xmlns="urn:planlint:plan:1" xmlns:xi="http://www.w3.org/2001/XInclude">&e;'
                '<xi:include href="/etc/hostname" parse="text"/></plan>')
    shutil.copy(os.path.join(folder, "external.xml"), os.path.join(folder, "entity.docx"))
    with open(os.path.join(folder, "list"), "w") as f:
        f.write("ap-2026.xml\n")
    with open(os.path.join(folder, "base.xml"), "w") as f:
        f.write('<baseline xmlns="urn:planlint:baseline:1"/>\n')
    os.mkdir(os.path.join(folder, "fresh"))
    shutil.copy(os.path.join(SET, "vp-2025-2028.xml"), os.path.join(folder, "fresh"))


def resolve(line, folder):
    """The paths that a line of strace names, whole."""
    for at, path in re.findall(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', line):
        path = path.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        yield os.path.normpath(os.path.join(at or folder, path))


def judge(command, folder, trace, programs, outputs):
    """Looks through the system calls of planlint itself; what git does is git's."""
    where, foreign = f"planlint {command}:", set()
    started = False
    for line in trace.splitlines():
        process, _, call = line.partition(" ")
        call = call.strip()
        name = call.split("(")[0]
        if process in foreign or "AT_EMPTY_PATH" in call or "+++" in call or "---" in call or "resumed>" in call:
            continue
        if name.startswith("execve"):
            program = os.path.basename(re.search(r'"([^"]*)"', call)[1])
            if started and program in programs:
                foreign.add(process)
                continue
            check(not started, f"{where} runs {call[:120]}")
            started = True
            continue
        check(name not in ("socket", "connect", "bind", "sendto", "listen") or programs, f"{where} {call[:160]}")
        paths = [p for p in resolve(call, folder) if not SYSTEM.match(p)]
        writing = name in WRITES or re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call)
        for path in paths:
            inside = os.path.relpath(path, folder)
            if writing:
                check(inside.startswith(CACHE) or any(inside == o or inside.startswith(o + ".") for o in outputs), f"{where} writes: {call[:160]}")
            elif inside.startswith("..") and "ENOENT" not in call and not folder.startswith(path):
                asked = os.path.basename(path) in ("planlint.xml", "planlint.lock", ".git", "git")
                check(asked or path in (PLANLINT, "/"), f"{where} looks at: {call[:160]}")
            elif inside.startswith("..") and "ENOENT" in call:
                check(os.path.basename(path) in ("planlint.xml", "planlint.lock", "planlint-baseline.xml", ".git", "git"), f"{where} looks for: {call[:160]}")
        check(True, "")
    check(started, f"{where} was not seen")


def files():
    if not shutil.which("strace"):
        print("side_effects/files: skipped, no strace")
        sys.exit(77)
    known = re.findall(r"^  ([a-z]+)  ", subprocess.run([PLANLINT, "help", "--lang", "en"], capture_output=True, text=True).stdout, re.M)
    for command in known:
        check(any(c.split()[0] == command for c, _, _ in COMMANDS), f"planlint {command} is not traced")
    for command, programs, outputs in COMMANDS:
        if "git" in programs and not shutil.which("git"):
            print(f"{command}: skipped, no git")
            continue
        with tempfile.TemporaryDirectory() as folder:
            folder = os.path.realpath(folder)
            fill(folder)
            if "git" in programs:
                for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
                    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
            before = {os.path.join(d, f): os.stat(os.path.join(d, f)).st_mtime_ns for d, _, names in os.walk(folder) for f in names}
            with tempfile.NamedTemporaryFile("r", suffix=".strace") as log:
                p = subprocess.run(["strace", "-f", "-y", "-s", "4096", "-o", log.name, "-e", "trace=%file,%network,execve", PLANLINT, *command.split()],
                                   cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
                                   env={**os.environ, "XDG_CACHE_HOME": os.path.join(folder, CACHE)})
                if b"ptrace" in p.stderr and b"not permitted" in p.stderr:
                    print("side_effects/files: skipped, strace may not trace here")
                    sys.exit(77)
                judge(command, folder, log.read(), programs, outputs)
            check(p.returncode in (0, 1, 2), f"planlint {command}: status {p.returncode}")
            after = {os.path.join(d, f): os.stat(os.path.join(d, f)).st_mtime_ns for d, _, names in os.walk(folder) for f in names}
            changed = {os.path.relpath(f, folder) for f in set(before) | set(after) if before.get(f) != after.get(f)}
            changed = {f for f in changed if not f.startswith((".git" + os.sep, CACHE + os.sep))}
            check(changed <= set(outputs), f"planlint {command}: changed {sorted(changed - set(outputs))}")


# ---- special ----

def lint(*arguments, cwd=None, user=None, before=(), timeout=120):
    p = subprocess.run([*before, PLANLINT, "check", "--isolated", "--lang", "en", "--output", "json", *arguments], cwd=cwd, user=user,
                       capture_output=True, stdin=subprocess.DEVNULL, timeout=timeout)
    try:
        return p.returncode, json.loads(p.stdout), p.stderr.decode("utf-8", "replace")
    except ValueError:
        check(False, f"{arguments}: no JSON: {p.stdout[:100]} {p.stderr[:300]}")
        return p.returncode, {"diagnostics": [], "documents": []}, ""


def expect(name, arguments, status, ids, checked, **how):
    got, report, _ = lint(*arguments, **how)
    said = {d["id"] for d in report["diagnostics"] if d["id"].startswith(("DOC", "CFG05"))}
    number = sum(d["status"] == "checked" for d in report["documents"])
    check(got == status, f"{name}: status {got}, expected {status} {said}")
    check(said == set(ids), f"{name}: {said}, expected {ids}")
    check(number == checked, f"{name}: {number} documents checked, expected {checked}")
    return report


def unprivileged():
    """Permissions mean nothing to root."""
    return NOBODY if os.geteuid() == 0 else None


def special():
    good = os.path.join(ROOT, "fixtures", "plan-set", "vp-2025-2028.xml")
    with tempfile.TemporaryDirectory() as folder:
        at = lambda *names: os.path.join(folder, *names)
        shutil.copy(good, at("good.xml"))
        good = at("good.xml")
        quiet = ["--select", "DOC"]
        os.mkfifo(at("pipe.xml"))
        os.symlink("loop.xml", at("loop.xml"))
        os.symlink("nowhere", at("dangling.xml"))
        os.symlink("/dev/zero", at("zero.xml"))
        os.symlink(good, at("link.xml"))
        expect("a pipe", [*quiet, at("pipe.xml"), good], 2, {"DOC004"}, 1)
        expect("a device", [*quiet, at("zero.xml"), good], 2, {"DOC004"}, 1)
        expect("a loop of links", [*quiet, at("loop.xml"), good], 2, {"DOC001"}, 1)
        expect("a link to nothing", [*quiet, at("dangling.xml"), good], 2, {"DOC002"}, 1)
        expect("a link to a file", [*quiet, at("link.xml")], 0, set(), 1)
        os.mkdir(at("tree"))
        os.symlink("..", at("tree", "up"))
        shutil.copy(good, at("tree", "a.xml"))
        expect("a folder that holds itself", [*quiet, at("tree")], 0, set(), 1)
        os.mkdir(at("many"))
        for i in range(100000):
            os.close(os.open(at("many", f"{i}.txt"), os.O_CREAT | os.O_WRONLY))
        shutil.copy(good, at("many", "z.xml"))
        expect("100,000 entries", [*quiet, at("many")], 0, set(), 1)
        strange = at("a\nb\r\x1b[31m ::error::.xml")
        shutil.copy(good, strange)
        report = expect("a name with line ends", [*quiet, strange], 0, set(), 1)
        check(report["documents"][0]["path"] == strange, "JSON has the name as it is")
        p = subprocess.run([PLANLINT, "check", "--isolated", "--output", "gcc", "--kind", "ap", strange], capture_output=True)
        check(b"\x1b" not in p.stdout and b"\r" not in p.stdout and all(b": " in line for line in p.stdout.splitlines()), f"gcc lines stay lines: {p.stdout[:200]}")
        vanishing(folder, good)
        forbidden(folder, good)


def vanishing(folder, good):
    """A file that is there when the folder is read, and is not, fails or is empty a moment later."""
    if not shutil.which("strace"):
        print("vanishing files: skipped, no strace")
        return
    os.mkdir(os.path.join(folder, "v"))
    for name in ("a.xml", "b.xml"):
        shutil.copy(good, os.path.join(folder, "v", name))
    victim = os.path.join(folder, "v", "a.xml")
    for name, fault, ids in (("gone", "openat:error=ENOENT", {"DOC002"}), ("fails to open", "openat:error=EMFILE", {"DOC001"}),
                             ("fails to be read", "read:error=EIO", {"DOC001"}), ("is cut to nothing", "read:retval=0", {"DOC010"})):
        before = ["strace", "-f", "-o", "/dev/null", "-P", victim, "-e", "inject=" + fault]
        expect("a file that " + name, ["--select", "DOC", os.path.join(folder, "v")], 2, ids, 1, before=before)
    report = os.path.join(folder, "v", "report.json")
    os.mkfifo(report)
    p = subprocess.run(["strace", "-f", "-o", "/dev/null", "-P", report, "-e", "inject=%%stat:error=EIO", PLANLINT, "check", "--isolated",
                        "--lang", "en", "--output", "json:" + report, good], capture_output=True, timeout=60)
    check(p.returncode == 2 and p.stderr and stat.S_ISFIFO(os.stat(report).st_mode), f"what cannot be looked at is not replaced: {p.stderr[:200]}")


def forbidden(folder, good):
    user = unprivileged()
    open_ = os.path.join(folder, "open")
    os.chmod(folder, 0o755)
    os.mkdir(open_)
    for name in ("a.xml", "b.xml"):
        shutil.copy(good, os.path.join(open_, name))
        os.chmod(os.path.join(open_, name), 0o644)
    os.chmod(os.path.join(open_, "a.xml"), 0)
    os.mkdir(os.path.join(open_, "closed"), 0)
    os.chmod(open_, 0o555)
    try:
        lintable = subprocess.run([PLANLINT, "--version"], user=user, capture_output=True).returncode == 0
    except OSError:
        lintable = False
    if not lintable:
        print("permissions: skipped, another user cannot run planlint here")
        return
    expect("a file without permission", ["--select", "DOC", os.path.join(open_, "a.xml"), os.path.join(open_, "b.xml")], 2, {"DOC001"}, 1, user=user)
    expect("a folder with one inside that is closed", ["--select", "DOC", open_], 2, {"DOC001"}, 1, user=user)
    expect("a read-only folder", ["--select", "DOC", os.path.join(open_, "b.xml")], 0, set(), 1, user=user)
    for words in (["check", "--isolated", "--output", "json:" + os.path.join(open_, "out.json"), os.path.join(open_, "b.xml")],
                  ["baseline", "create", "--isolated", "--baseline", os.path.join(open_, "new.xml"), os.path.join(open_, "b.xml")],
                  ["init", open_]):
        p = subprocess.run([PLANLINT, *words, "--lang", "en"], user=user, capture_output=True)
        check(p.returncode == 2 and p.stderr, f"{words[0]} into a read-only folder: status {p.returncode} {p.stderr[:200]}")
    check(sorted(os.listdir(open_)) == ["a.xml", "b.xml", "closed"], f"a read-only folder stays as it was: {os.listdir(open_)}")
    os.chmod(open_, stat.S_IRWXU)
    os.chmod(os.path.join(open_, "closed"), stat.S_IRWXU)


{"files": files, "special": special}[TEST]()
finish(f"side_effects/{TEST}")
