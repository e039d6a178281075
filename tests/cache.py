#!/usr/bin/env python3
"""The cache changes no byte of any report, survives everything that can happen to its folder, and hits when it should.

usage: cache.py PLANLINT SOURCE-DIR
"""
import glob, os, re, shutil, stat, subprocess, sys, tempfile

from tally import check, finish

os.umask(0o022)  # folders that others may write in are not used
planlint, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
work = tempfile.mkdtemp()
plans, folder = os.path.join(work, "plans"), os.path.join(work, "cache")
environment = {**os.environ, "HOME": work, "LANG": "en_GB.UTF-8", "SOURCE_DATE_EPOCH": "1771200000"}
for name in list(environment):
    if name.startswith("PLANLINT_") or name in ("XDG_CACHE_HOME", "LC_ALL", "FORCE_COLOR"):
        environment.pop(name)
FORMATS = "text gcc json sarif gitlab github junit checkstyle rdjson rdjsonl jsonl csv markdown tap".split()


def run(*arguments, cache=folder, env=None, jobs=None):
    """Status and output of a run in the folder of the plans; cache=None: without --cache-dir."""
    options = (["--cache-dir", cache] if cache else []) + (["-j", jobs] if jobs else [])
    done = subprocess.run([planlint, "check", *options, *arguments], cwd=plans, capture_output=True, env={**environment, **(env or {})})
    check(done.returncode in (0, 1, 2), f"status of {arguments}: {done.returncode}")
    return done.returncode, done.stdout, done.stderr


def entries(where=folder):
    """The entries with what tells a new one from one that was used."""
    return {name: os.stat(os.path.join(where, name)).st_ino for name in (os.listdir(where) if os.path.isdir(where) else [])
            if re.fullmatch("[0-9a-f]{32}", name)}


def hits(what, *arguments, **options):
    """The run gives what a run without cache gives, out of an entry that is there."""
    before, truth = entries(), run(*arguments, cache=None, **options)
    for name in before:
        os.utime(os.path.join(folder, name), (1, 1))
    check(run(*arguments, **options) == truth, f"{what}: output of a hit")
    used = [name for name in before if os.stat(os.path.join(folder, name)).st_mtime > 1]
    check(entries() == before and len(used) == 1, f"{what}: hit")


def misses(what, *arguments, **options):
    """The run gives what a run without cache gives, and leaves an entry."""
    before, truth = entries(), run(*arguments, cache=None, **options)
    check(run(*arguments, **options) == truth, f"{what}: output of a miss")
    check(len(set(entries().items()) - set(before.items())) == 1, f"{what}: miss")


os.mkdir(plans)
for name in ("vp-2025-2028", "ap-2025", "ap-2026", "rapport-2025", "tidplan"):
    shutil.copy(os.path.join(source, "fixtures", "plan-set", name + ".xml"), plans)
shutil.copy(os.path.join(source, "fixtures", "plan-set", "planlint.xml"), plans)
# Enough to be worth it
for i in range(48):
    shutil.copy(os.path.join(plans, "ap-2026.xml"), os.path.join(plans, f"copy-{i:02}.xml"))

# Nobody asked for files
run("--isolated", ".", cache=None)
check(not os.path.exists(os.path.join(work, ".cache")), "no folder is made without being asked for")
run("--isolated", "ap-2026.xml")
check(os.path.isdir(folder) and not entries(), "a short run is not worth an entry")
check(os.stat(folder).st_mode & 0o777 == 0o700, "the folder is for its user only")

# Every format, cold and warm; the folder is for the user
for form in FORMATS:
    misses(form, "--isolated", "--output", form, ".")
    hits(form, "--isolated", "--output", form, ".")
check(all(os.stat(path).st_mode & 0o077 == 0 for path in glob.glob(folder + "/*")), "entries are for their user only")
report = os.path.join(work, "report.json")
misses("two reports", "--isolated", "--output", f"json:{report}", "--output", "gcc", ".")
with open(report, "rb") as file:
    truth = file.read()
os.remove(report)
hits("two reports", "--isolated", "--output", f"json:{report}", "--output", "gcc", ".")
os.remove(report)
run("--isolated", "--output", f"json:{report}", "--output", "gcc", ".")
with open(report, "rb") as file:
    check(file.read() == truth, "a report in a file")
check(run("--isolated", "--no-cache", "--output", "json", ".") == run("--isolated", "--output", "json", "."), "--no-cache")
before = entries()
run("--isolated", "--no-cache", "--output", "csv", "--lang", "sv", ".")
check(entries() == before, "--no-cache writes nothing")


# Whatever the run depends on makes it another run
def edited(name, old, new):
    path = os.path.join(plans, name)
    with open(path, encoding="utf-8") as file:
        content = file.read()
    check(old in content, f"{old} in {name}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(content.replace(old, new, 1))


project = ("--project", "--output", "json", "--with", "copy-00.xml", *[f"copy-{i:02}.xml" for i in range(1, 48)])
shutil.copy(os.path.join(source, "rules", "dates.xml"), os.path.join(work, "dates.xml"))
misses("a project", *project)
hits("a project", *project)
misses("another level", *project, "--severity", "TRC001=info")
misses("another language", *project, env={"LANG": "sv_SE.UTF-8"})
misses("another day", *project, env={"SOURCE_DATE_EPOCH": "1871200000"})
misses("an option in the environment", *project, env={"PLANLINT_LANG": "sv"})
misses("colour", "--isolated", ".", env={"FORCE_COLOR": "1"})
edited("ap-2026.xml", "31 mars 2029", "31 mars 2027")
misses("an edited document", *project)
edited("copy-00.xml", "31 mars 2029", "31 mars 2027")
misses("edited context", *project)
edited("planlint.xml", "</project>", '<set rule="TRC001" severity="warning"/></project>')
misses("an edited project file", *project)
os.rename(os.path.join(plans, "tidplan.xml"), os.path.join(plans, "moved.xml"))
misses("a document that is missing", *project)
os.rename(os.path.join(plans, "moved.xml"), os.path.join(plans, "tidplan.xml"))
hits("and there again", *project)
relates = ("--isolated", "--output", "gcc", "--select", "XDC001", ".")
edited("copy-01.xml", "</meta>", '<relates rel="implements" doc="x" href="there.xml"/></meta>')
misses("a document that names a file that is not there", *relates)
hits("which still is not there", *relates)
shutil.copy(os.path.join(plans, "vp-2025-2028.xml"), os.path.join(plans, "there.xml"))
misses("the file is there", *relates)
hits("and still there", *relates)
os.remove(os.path.join(plans, "there.xml"))
subprocess.run([planlint, "pin", "ap-2026.xml"], cwd=plans, env=environment, capture_output=True)
check(os.path.exists(os.path.join(plans, "planlint.lock")), "a lock")
misses("a lock", *project)
subprocess.run([planlint, "baseline", "create", "--project"], cwd=plans, env=environment, capture_output=True)
misses("a baseline", *project, "--baseline", "planlint-baseline.xml")
edited("planlint-baseline.xml", 'rule="TRC001"', 'rule="TRC002"')
misses("an edited baseline", *project, "--baseline", "planlint-baseline.xml")
packs = ("--isolated", "--rules", os.path.join(work, "dates.xml"), "--output", "gcc", ".")
misses("a pack", *packs)
with open(os.path.join(work, "dates.xml"), "a") as out:
    out.write("<!-- -->\n")
misses("an edited pack", *packs)

# Runs that fail and runs that write are made every time
before = entries()
with open(os.path.join(plans, "broken.xml"), "w") as out:
    out.write("<plan")
run("--isolated", ".")
os.remove(os.path.join(plans, "broken.xml"))
run("--isolated", "--diff", ".")
check(entries() == before, "failed runs and fixes leave no entry")
os.mkdir(os.path.join(work, "copies"))
kept, plans = plans, os.path.join(work, "copies")
shutil.copytree(kept, plans, dirs_exist_ok=True)
check(run("--isolated", "--fix", ".")[0] == run("--isolated", "--fix", ".")[0] and entries() == before, "fixes are made")
plans = kept

# Damage: every byte of the head, some of the rest, cuts, something else in its place
shutil.rmtree(folder)
last = ("--isolated", "--output", "json", ".")
truth = run(*last, cache=None)
misses("anew", *last)
entry = os.path.join(folder, next(iter(entries())))
with open(entry, "rb") as file:
    content = file.read()
for at in [*range(0, 57, 7), *range(57, len(content), len(content) // 9)]:
    with open(entry, "wb") as file:
        file.write(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
    check(run(*last) == truth, f"damage at byte {at}")
    with open(entry, "rb") as file:
        check(file.read() == content, f"damage at byte {at} is mended")
for size in (0, 1, 16, 17, 33, 40, 49, 57, len(content) - 1):
    with open(entry, "wb") as file:
        file.write(content[:size])
    check(run(*last) == truth, f"cut to {size} bytes")
with open(entry, "wb") as file:
    file.write(content + b"x")
check(run(*last) == truth, "something behind")
os.remove(entry)
os.mkdir(entry)
check(run(*last) == truth, "a folder in place of the entry")
os.rmdir(entry)
for secret in (b"", b"short"):
    with open(os.path.join(folder, "secret"), "wb") as file:
        file.write(secret)
    misses("a damaged secret", *last)
    hits("a new secret", *last)
for place in ("/dev/null", "/proc/planlint", "no/such/folder", os.path.join(plans, "ap-2026.xml")):
    check(run(*last, cache=place) == truth, f"{place} as folder")
os.chmod(folder, 0o500)
check(run(*last, "-q", cache=folder)[1:] == run(*last, "-q", cache=None)[1:], "a folder that may not be written")
os.chmod(folder, 0o700)
check(run(*last, cache=None, env={"XDG_CACHE_HOME": "relative", "HOME": ""}) == truth, "no home")

# A folder that others can write in, or that is another's, is not believed, even where its secret fits
stored = entries()
for mode in (0o770, 0o707, 0o1777):
    os.chmod(folder, mode)
    misused = ("--isolated", "--output", "gcc", "--max-diagnostics", str(mode), ".")
    check(run(*misused) == run(*misused, cache=None) and entries() == stored, f"a folder of mode {mode:o}")
os.chmod(folder, 0o755)
if os.geteuid() == 0:
    os.chown(folder, 65534, -1)
    check(run(*misused) == run(*misused, cache=None) and entries() == stored, "another's folder")
    os.chown(folder, 0, -1)
else:
    print("another's folder: skipped, not root")
hits("its own again", *last)
check({stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode) for name in (*stored, "secret")} == {0o600}, "entries are for one user")

# Many runs at a time, in a folder that none of them has made
shutil.rmtree(folder)
running = [subprocess.Popen([planlint, "check", "--cache-dir", folder, *last], cwd=plans, stdout=subprocess.PIPE, env=environment) for _ in range(8)]
check(all(one.communicate()[0] == truth[1] for one in running), "runs at the same time")
hits("afterwards", *last)

# Bounded, and only with what is its own
with open(os.path.join(folder, "mine.txt"), "w") as out:
    out.write("mine")
for i in range(66):
    run("--isolated", "--select", "TYP001", "--max-diagnostics", str(i + 1), ".")
check(len(entries()) == 64, f"{len(entries())} entries")
check(os.path.exists(os.path.join(folder, "mine.txt")), "files of others stay")
hits("the last", "--isolated", "--select", "TYP001", "--max-diagnostics", "66", ".")

# The folder that is used when it is there
standard = os.path.join(work, ".cache", "planlint")
os.makedirs(standard)
run(*last, cache=None)
check(len(entries(standard)) == 1, "the folder in the home")
os.makedirs(os.path.join(work, "xdg", "planlint"))
run(*last, cache=None, env={"XDG_CACHE_HOME": os.path.join(work, "xdg")})
check(len(entries(os.path.join(work, "xdg", "planlint"))) == 1, "XDG_CACHE_HOME")
run(*last, cache=None, env={"PLANLINT_CACHE_DIR": os.path.join(work, "other")})
check(len(entries(os.path.join(work, "other"))) == 1, "PLANLINT_CACHE_DIR")

# Nothing that reports look at is forgotten: what a source file asks the environment for is in the key
with open(os.path.join(source, "src", "app", "cache.c"), encoding="utf-8") as file:
    known = file.read()
for path in glob.glob(os.path.join(source, "src", "*", "*.c")):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for name in re.findall('"([A-Z]+_[A-Z_]+)"|getenv\\("(\\w+)"', text if "getenv(" in text and not path.endswith("/progress.c") else ""):
        name = "".join(name)
        check(f'"{name}"' in known or name.startswith("PLANLINT_"), f"{name}, which {os.path.basename(path)} asks for, is in the key of the cache")

shutil.rmtree(work)
finish("cache")
