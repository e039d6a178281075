#!/usr/bin/env python3
"""docs/ci.md holds what it says: its YAML is YAML, its commands run, and the reports that later steps take are written.

usage: ci_docs.py PLANLINT SOURCE-DIR
What cannot run here (installing, fetching, reviewdog's own work) is listed below, line by line.
"""
import json, os, re, shutil, subprocess, sys, tempfile, xml.etree.ElementTree

from tally import check, finish, skip

try:
    import yaml
except ImportError:
    yaml = None
planlint, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
if not shutil.which("git"):
    skip("git is not installed")
    finish("ci_docs")
NOT_HERE = ("git clone ", "apt-get ", "cmake ")  # beginnings of commands that install planlint
REVIEWDOG = """#!/usr/bin/env python3
import json, sys
kinds = {json.loads(line)["code"]["value"] for line in sys.stdin}
sys.exit(1 if "TRC001" in kinds and "-f=rdjsonl" in sys.argv else 3)
"""
work = tempfile.mkdtemp()
tools = os.path.join(work, "tools")
os.mkdir(tools)
os.symlink(planlint, os.path.join(tools, "planlint"))
with open(os.path.join(tools, "reviewdog"), "w") as out:
    out.write(REVIEWDOG)
os.chmod(os.path.join(tools, "reviewdog"), 0o755)
environment = {**os.environ, "PATH": tools + os.pathsep + os.environ["PATH"], "HOME": work, "LANG": "en_GB.UTF-8",
               "PRE_COMMIT_HOME": os.path.join(work, "cache"), "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a",
               "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
               "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "SOURCE_DATE_EPOCH": "1771200000"}
for name in ("LC_ALL", "GIT_DIR", "GIT_INDEX_FILE", "FORCE_COLOR"):
    environment.pop(name, None)
ran = 0


def git(folder, *arguments):
    return subprocess.run(["git", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", *arguments], cwd=folder, check=True,
                          env=environment, capture_output=True, text=True).stdout.strip()


# A repository with the plan set, and a branch that changes one document.
origin = os.path.join(work, "origin")
shutil.copytree(os.path.join(source, "fixtures", "plan-set"), origin)
for name in os.listdir(origin):
    if name.endswith(".docx"):
        os.remove(os.path.join(origin, name))
git(origin, "init")
git(origin, "add", ".")
git(origin, "commit", "-m", "plans")
hooks = os.path.join(work, "hooks")
os.mkdir(hooks)
shutil.copy(os.path.join(source, ".pre-commit-hooks.yaml"), hooks)
git(hooks, "init")
git(hooks, "add", ".")
git(hooks, "commit", "-m", "hooks")


def checkout(name):
    folder = os.path.join(work, name)
    git(work, "clone", "-q", origin, folder)
    git(folder, "checkout", "-q", "-b", "branch")
    with open(os.path.join(folder, "ap-2026.xml"), "a") as out:
        out.write("<!-- -->\n")
    git(folder, "commit", "-qam", "change")
    return folder


def parse(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    check("TRC001" in text, f"{os.path.basename(path)} has the findings")
    if path.endswith((".json", ".sarif")):
        json.loads(text)
    elif path.endswith(".xml"):
        xml.etree.ElementTree.fromstring(text)


def run(folder, command):
    """Runs one command; returns what it printed."""
    global ran
    if command.startswith(NOT_HERE):
        return ""
    program = command.split()[0]
    if not shutil.which(program, path=environment["PATH"]):
        skip(program)
        return ""
    ran += 1
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          env={**environment, "GITHUB_STEP_SUMMARY": os.path.join(folder, "summary.md")})
    quiet = program == "git" or " baseline create " in command or "--fail-level never" in command or "--baseline" in command
    check(done.returncode == (0 if quiet else 1), f"status {done.returncode} of: {command}\n{done.stdout}{done.stderr}")
    for name in re.findall(r"--output [a-z]+:([A-Za-z0-9.-]+)", command):
        parse(os.path.join(folder, name))
    return done.stdout


with open(os.path.join(source, "docs", "ci.md"), encoding="utf-8") as file:
    text = file.read()
blocks = re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S)
check(len(blocks) == text.count("\n```") / 2 and len(blocks) > 7, "all blocks are found")
for number, (language, body) in enumerate(blocks):
    folder = checkout(f"block-{number}")
    config = os.path.join(work, "config.yaml")
    if language == "sh":
        if os.path.exists(config):
            shutil.copy(config, os.path.join(folder, ".pre-commit-config.yaml"))
        for command in body.splitlines():
            out = run(folder, command)
            if "--changed-since" in command:
                check("ap-2026.xml" in out and "rapport-2025.xml" not in out, "only what changed is reported on")
    elif language == "groovy":
        for command in re.findall(r"\bsh '([^']*)'", body):
            run(folder, command)
        for name in re.findall(r"(?:junit|pattern:) '([^']*)'", body):
            check(os.path.exists(os.path.join(folder, name)), f"{name} is written")
    elif language == "yaml":
        if "\nrepos:" in "\n" + body:
            with open(config, "w") as out:
                out.write(re.sub(r"rev: .*", "rev: " + git(hooks, "rev-parse", "HEAD"), re.sub(r"repo: .*", f"repo: {hooks}", body)))
        # Without the library lines will do: the commands stand on one line each.
        for command in re.findall(r"^ *(?:run:|-) ((?:planlint|git) .*)$", body, re.M):
            out = run(folder, command)
            if "--output github" in command:
                check(out.startswith("::") and "::error file=ap-2026.xml" in out, "annotations of GitHub")
                parse(os.path.join(folder, "summary.md"))
        for name in re.findall(r"(?:sarif_file|codequality|junit): (\S+)", body):
            check(os.path.exists(os.path.join(folder, name)), f"{name} is written")
        if yaml:
            check(isinstance(yaml.safe_load(body), dict), f"YAML of block {number}")
    else:
        check(False, f"a block of {language}")
if not yaml:
    skip("parsing YAML (python3-yaml)")
check(ran > 9, f"{ran} commands ran")
shutil.rmtree(work)
finish("ci_docs")
