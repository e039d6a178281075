#!/usr/bin/env python3
"""The hooks for pre-commit, run by pre-commit itself in scratch repositories; nothing is downloaded.

usage: pre_commit.py PLANLINT SOURCE-DIR
"""
import os, pty, random, re, shutil, subprocess, sys, tempfile, unicodedata

from tally import equal, finish, has_terminals, skip

planlint, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
plans = os.path.join(source, "fixtures", "plan-set")
for program in ("pre-commit", "git"):
    if not shutil.which(program):
        skip(f"{program} is not installed")
        finish("pre_commit")
work = tempfile.mkdtemp()
environment = {**os.environ, "HOME": work, "PRE_COMMIT_HOME": os.path.join(work, "cache"), "LC_ALL": "C.UTF-8",
               "LANG": "en_GB.UTF-8", "TERM": "xterm", "SOURCE_DATE_EPOCH": "1771200000", "PIP_NO_INDEX": "1",
               "PATH": os.path.dirname(planlint) + os.pathsep + os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1",
               "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
               "GIT_COMMITTER_EMAIL": "a@example.org"}
environment.pop("LC_ALL")
for name in ("NO_COLOR", "FORCE_COLOR", "SKIP", "GIT_DIR", "GIT_INDEX_FILE"):
    environment.pop(name, None)


def git(folder, *arguments):
    subprocess.run(["git", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", *arguments], cwd=folder, check=True,
                   env=environment, capture_output=True)


def repository(name):
    folder = os.path.join(work, name)
    os.makedirs(folder)
    git(folder, "init")
    return folder


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)


def read(name):
    with open(os.path.join(plans, name), "rb") as file:
        return file.read()


# The hooks as a repository of their own: what a checkout of planlint is to pre-commit.
hooks = repository("hooks")
shutil.copy(os.path.join(source, ".pre-commit-hooks.yaml"), hooks)
git(hooks, "add", ".")
git(hooks, "commit", "-m", "hooks")
done = subprocess.run(["pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"], cwd=hooks, env=environment, capture_output=True)
equal(done.returncode, 0, "manifest")


def hook(folder, name, *arguments):
    done = subprocess.run(["pre-commit", "try-repo", hooks, name, "--verbose", "--color", "never", *arguments], cwd=folder,
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout.decode()


def findings(text):
    """What is reported, without the sums and snippets."""
    return sorted(line for line in re.sub("\x1b\\[[0-9;]*m", "", text).splitlines() if re.search(r":\d+:\d+: (error|warning|info): ", line))


def direct(folder, *files):
    done = subprocess.run([planlint, "check", "--each", "--skip-foreign", "--", *files], cwd=folder, env=environment, capture_output=True)
    return findings(done.stdout.decode())


# One file, without a project; XML of others and lock files of Word are no business of the hook.
one = repository("one")
write(one, "ap 2026.docx", read("ap-2026.docx"))
write(one, "~$ap 2026.docx", b"lock")
write(one, "pom.xml", b"<?xml version='1.0'?><!DOCTYPE project SYSTEM 'x.dtd'><project><broken></project>")
write(one, "planlint-notes.txt", b"nothing")
git(one, "add", ".")
status, text = hook(one, "planlint")
equal(status, 1, "status of one faulty file")
equal(findings(text) == direct(one, "ap 2026.docx") and len(findings(text)) > 3, True, "findings of one file")
equal("pom.xml" in text or "~$" in text, False, "what is no plan is left alone")
git(one, "commit", "-m", "one")
status, text = hook(one, "planlint")
equal(status, 0, "nothing staged")
equal("(no files to check)" in text, True, "nothing staged is skipped")

# Five files, odd names: decomposed, spaces, a line that looks like an option.
odd = repository("odd")
names = [unicodedata.normalize("NFD", "Hälso plan/åtgärder 2026.xml"), unicodedata.normalize("NFC", "Hälso plan/åtgärder två.xml"),
         "a b  c.xml", "-w.xml", "UPPER.XML"]
for name in names:
    write(odd, name, read("ap-2026.xml"))
git(odd, "add", "--", ".")
status, text = hook(odd, "planlint")
paths = {line.split(":")[0] for line in findings(text)}
equal(paths, {names[0], names[1], "a b  c.xml", "UPPER.XML", "./-w.xml"}, "odd names are reported as git has them")
equal(status, 1, "status of odd names")

# A pseudo-terminal with colour on: colours, and nothing that only a person could want.
output = b""


def collect(descriptor):
    global output
    chunk = os.read(descriptor, 65536)
    output += chunk
    return chunk


if has_terminals():
    silent = os.open(os.devnull, os.O_WRONLY)
    saved = os.dup(1)
    os.environ.update(environment)
    os.environ.pop("LC_ALL", None)
    sys.stdout.flush()
    os.dup2(silent, 1)
    here = os.getcwd()
    os.chdir(odd)
    wait = pty.spawn(["pre-commit", "try-repo", hooks, "planlint", "--color", "always"], collect)
    os.chdir(here)
    os.dup2(saved, 1)
    text = output.decode().replace("\r\n", "\n")
    equal(os.waitstatus_to_exitcode(wait), 1, "status on a terminal")
    equal(findings(text), direct(odd, *names), "findings on a terminal")
    equal(bool(re.search("\x1b\\[[0-9;]*m[^\n]*TYP001", text)) or bool(re.search("warning[^\n]*\x1b\\[", text)), True, "colours on a terminal")
    equal(bool(re.search("\x1b\\[K|\x1b\\[2K|\x1b\\][^8]", text)), False, "no progress on a terminal")

# 200 files, related to a plan by the project, which pre-commit has to split: the paths take more than one command line.
# One is wrong against the plan, so that tracing is seen to happen.
many = repository("many")
write(many, "vp.xml", read("vp-2025-2028.xml"))
deep = "/".join(letter * 230 for letter in "abc")
files = ["vp.xml"] + [f"{deep}/ap-{i:03}.xml" for i in range(199)]
for name in files[1:]:
    write(many, name, read("ap-2026.xml" if name.endswith("7.xml") else "ap-2025.xml"))
write(many, "planlint.xml", f"""<project xmlns="urn:planlint:project:1">
  <doc id="vp" kind="vp" period="2025/2028" href="vp.xml"/>
  <doc id="ap" kind="ap" implements="vp" href="{deep}/*.xml"/>
  <accept rule="TYP001" at="Inledning" reason="As it is."/>
  <alias heading="Distansvård i glesbygd" goal="4.3" reason="The same."/>
</project>
""".encode())
git(many, "add", ".")
whole = direct(many, *files)
equal(any("TRC001" in line for line in whole), True, "the plan of the project is context")
equal(any("CFG" in line for line in whole), False, "what the files say together is left to the project hook")
status, text = hook(many, "planlint")
equal(status, 1, "status of 200 files")
equal(text.count("documents: ") + text.count("document: ") > 1, True, "pre-commit split the files")
equal(findings(text), whole, "findings of 200 files that pre-commit split")
random.seed(1)
for size in (1, 4, 67, 200):
    shuffled = random.sample(files, len(files))
    parts = [shuffled[i:i + size] for i in range(0, len(shuffled), size)][:40 if size == 1 else None]
    union = sorted(line for part in parts for line in direct(many, *part))
    wanted = [line for line in whole if any(line.startswith(name + ":") for part in parts for name in part)]
    equal(union, wanted, f"200 files in parts of {size}")

# The same without a project, plan and activity plans side by side: no document is judged by what happens to be in its part.
os.remove(os.path.join(many, "planlint.xml"))
shuffled = random.sample(files, 24)
equal(sorted(line for name in shuffled for line in direct(many, name)), direct(many, *shuffled), "parts without a project")

# A commit that only deletes: the project hook runs all the same.
plan_set = repository("set")
for name in ("vp-2025-2028.xml", "ap-2025.xml", "planlint.xml", "ap-2026.xml", "rapport-2025.xml", "tidplan.xml"):
    write(plan_set, name, read(name))
git(plan_set, "add", ".")
status, text = hook(plan_set, "planlint-project")
equal(status, 1, "the project hook")
equal(findings(text), findings(subprocess.run([planlint, "check", "--project"], cwd=plan_set, env=environment,
                                              capture_output=True).stdout.decode()), "findings of the project hook")
git(plan_set, "commit", "-m", "all")
git(plan_set, "rm", "vp-2025-2028.xml")
status, text = hook(plan_set, "planlint")
equal((status, "(no files to check)" in text), (0, True), "nothing to check for the hook of files")
status, text = hook(plan_set, "planlint-project")
equal("XDC001" in text, True, "the project hook tells of the deleted plan")
git(plan_set, "reset", "--hard")

# A hook that fixes: the file is changed, which is what makes the commit stop.
status, text = hook(plan_set, "planlint-fix", "--files", "ap-2026.xml")
equal((status, "files were modified by this hook" in text), (1, True), "the hook that fixes")
with open(os.path.join(plan_set, "ap-2026.xml"), "rb") as file:
    equal(file.read() != read("ap-2026.xml"), True, "the file was fixed")
git(plan_set, "add", ".")
status, text = hook(plan_set, "planlint-fix", "--files", "ap-2026.xml")
equal((status, "files were modified by this hook" in text), (1, False), "fixed files stay as they are")

shutil.rmtree(work)
finish("pre_commit")
