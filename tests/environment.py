#!/usr/bin/env python3
"""Small and strange environments: little memory, stack or descriptors, files that may not grow, closed streams, no home, other
locales, catalogs of others, and a file that changes while it is read.

usage: environment.py PLANLINT SOURCE-DIR INJECT.SO

Each run gives the report of an ordinary run, or status 2 and a message; files are whole or absent.
"""
import itertools, json, os, resource, shutil, signal, subprocess, sys, tempfile

from tally import check, finish

PLANLINT, ROOT, INJECT = map(os.path.abspath, sys.argv[1:4])
SET = os.path.join(ROOT, "fixtures", "plan-set")
CHECK = ["check", "--isolated", "--output", "json", "--with", "vp-2025-2028.xml", "ap-2026.xml", "ap-2025.docx"]
CLEAN = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "PLANLINT_LANG": "en", "SOURCE_DATE_EPOCH": "1771200000"}


def lint(folder, arguments, environment=None, before=None, **streams):
    p = subprocess.run([PLANLINT, *arguments], cwd=folder, env={**CLEAN, **(environment or {})}, preexec_fn=before, timeout=60,
                       **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams})
    return p.returncode, p.stdout, p.stderr


def same(folder, name, truth, arguments=CHECK, **how):
    got = lint(folder, arguments, **how)
    check(got == truth, f"{name}: {got[0]} {got[2][:200]}, expected {truth[0]} and the same report")


def says(folder, name, truth, arguments=CHECK, **how):
    """The same report, or a message."""
    got = lint(folder, arguments, **how)
    check(got == truth or (got[0] == 2 and got[2].strip()), f"{name}: {got[0]} {got[2][:200]}")
    return got


def bound(what, value):
    return lambda: resource.setrlimit(what, (value, value))


def limits(folder, truth):
    same(folder, "a stack of 256 KiB", truth, before=bound(resource.RLIMIT_STACK, 256 << 10))
    same(folder, "8 descriptors", truth, before=bound(resource.RLIMIT_NOFILE, 8))
    same(folder, "files that may not grow", truth, before=bound(resource.RLIMIT_FSIZE, 0))
    same(folder, "no core dumps", truth, before=bound(resource.RLIMIT_CORE, 0))
    for descriptors in range(4, 8):
        says(folder, f"{descriptors} descriptors", truth, before=bound(resource.RLIMIT_NOFILE, descriptors))
    same(folder, "256 MiB of addresses", truth, before=bound(resource.RLIMIT_AS, 256 << 20))
    # What the loader cannot map it says itself.
    ended = set()
    for mebibytes in range(16, 128, 4):
        status, out, err = lint(folder, CHECK, before=bound(resource.RLIMIT_AS, mebibytes << 20))
        if status == 127 and b"shared libraries" in err:
            continue
        ended.add(status)
        check((status, out, err) == truth or (status == 2 and err.strip()), f"{mebibytes} MiB: {status} {err[:200]}")
    check(truth[0] in ended, f"128 MiB are enough: {ended}")
    before = bound(resource.RLIMIT_FSIZE, 0)
    for where in ("new.json", "old.json"):
        status, _, err = lint(folder, [*CHECK[:2], "--output", "json:" + where, "ap-2026.xml"], before=before)
        check(status == 2 and err.strip(), f"{where} may not grow: {status} {err[:200]}")
    with open(os.path.join(folder, "old.json"), "rb") as f:
        check(f.read() == b"old", "the old report is whole")
    check(not [n for n in os.listdir(folder) if n.startswith(("new.json", "old.json."))], f"nothing is left: {os.listdir(folder)}")


def streams(folder, truth):
    """Standard streams that are closed: what is opened next must not take their places."""
    before = set(os.listdir(folder))
    for closed in itertools.chain.from_iterable(itertools.combinations(range(3), n) for n in (1, 2, 3)):
        def close(closed=closed):
            for descriptor in closed:
                os.close(descriptor)
        status, out, err = lint(folder, CHECK, before=close)
        if 1 not in closed:
            check((status, out) == truth[:2], f"{closed} closed: {status} {err[:200]}")
        else:
            check(status == 2 and (2 in closed or err.strip()), f"{closed} closed: {status} {err[:200]}")
        status, _, _ = lint(folder, [*CHECK[:2], "--output", "json:report.json", "--fix", "fix.xml"], before=close)
        with open(os.path.join(folder, "report.json"), "rb") as f:
            content = f.read()
        check(json.loads(content)["schemaVersion"] == 1 and b"planlint:" not in content, f"{closed} closed: the report is one")
        with open(os.path.join(folder, "fix.xml"), "rb") as f:
            check(f.read().rstrip().endswith(b"</plan>"), f"{closed} closed: the document is one")
        os.unlink(os.path.join(folder, "report.json"))
        shutil.copy(os.path.join(SET, "ap-2026.xml"), os.path.join(folder, "fix.xml"))
    check(set(os.listdir(folder)) == before, f"nothing is left: {set(os.listdir(folder)) - before}")
    with open("/dev/full", "wb") as full:
        status, _, err = lint(folder, CHECK, stdout=full)
        check(status == 2 and err.strip(), f"a full standard output: {status}")
        status, out, _ = lint(folder, CHECK, stderr=full)
        check((status, out) == truth[:2], f"a full standard error: {status}")
    for action in (signal.SIG_DFL, signal.SIG_IGN):
        reader, writer = os.pipe()
        os.close(reader)
        status, _, err = lint(folder, CHECK, stdout=writer, before=lambda action=action: signal.signal(signal.SIGPIPE, action))
        os.close(writer)
        check(status == 2 and err.count(b"\n") == 1, f"nobody reads, SIGPIPE {action}: {status} {err[:200]}")


def variables(folder, truth):
    p = subprocess.run([PLANLINT, *CHECK, "--lang", "en"], cwd=folder, env={"SOURCE_DATE_EPOCH": CLEAN["SOURCE_DATE_EPOCH"]},
                       stdin=subprocess.DEVNULL, capture_output=True)
    check((p.returncode, p.stdout, p.stderr) == truth, f"no environment: {p.returncode} {p.stderr[:200]}")
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "PATH"):
        for value in ("", "relative", "/nonexistent", "/dev/null", "x" * 5000):
            same(folder, f"{name}={value[:20]}", truth, environment={name: value})
    for locale in ("C", "POSIX", "tr_TR.UTF-8", "tr_TR", "sv_SE.ISO-8859-1", "xx_YY", "\xff", "x" * 300):
        same(folder, f"LC_ALL={locale[:20]}", truth, environment={"LC_ALL": locale, "LANG": locale})
    with open(os.path.join(folder, "catalog"), "w", encoding="utf-8") as f:
        f.write('<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><rewriteURI uriStartString="" rewritePrefix="/etc/"/></catalog>')
    for name in ("XML_CATALOG_FILES", "SGML_CATALOG_FILES"):
        for value in (os.path.join(folder, "catalog"), "http://127.0.0.1:9/catalog", "/dev/zero", ""):
            same(folder, f"{name}={value}", truth, environment={name: value})
    same(folder, "variables of the libraries", truth, environment={"XML_DEBUG_CATALOG": "1", "XMLLINT_INDENT": "x", "POSIXLY_CORRECT": "1",
                                                                  "MALLOC_PERTURB_": "165", "TZ": "../../nonexistent", "COLUMNS": "-1"})


def changing(folder, truth):
    """A file that grows, shrinks or is another while it is read: the first read brings half of it, and then the file is changed."""
    one = ["check", "--isolated", "--output", "json", "-"]
    with open(os.path.join(folder, "ap-2026.xml"), "rb") as f:
        content = f.read()
    whole = lint(folder, one, stdin=open(os.path.join(folder, "ap-2026.xml"), "rb"))
    # A pipe that comes in pieces is the same document, and a piece of it is none.
    for pieces, expected in (((content[:1000], content[1000:1001], content[1001:]), whole), ((content[:1000],), None)):
        p = subprocess.Popen([PLANLINT, *one], cwd=folder, env=CLEAN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for piece in pieces:
            p.stdin.write(piece)
            p.stdin.flush()
        out, err = p.communicate(timeout=60)
        check((p.returncode, out, err) == expected if expected else p.returncode == 2, f"a pipe of {len(pieces)} pieces: {p.returncode} {err[:200]}")
    # What fstat says before the file is read need not be so: files of /proc say that they are empty.
    link = os.path.join(folder, "proc.xml")
    os.symlink("/proc/self/status", link)
    status, out, _ = lint(folder, ["check", "--isolated", "--output", "json", "proc.xml"])
    check(status == 2 and b'"DOC' in out, f"a file of /proc: {status} {out[:200]}")
    os.unlink(link)
    # All reads bring half of what was asked for: the file is read to its end however large it was said to be.
    with tempfile.NamedTemporaryFile() as counters:
        counters.truncate(96)  # a struct shared of inject.c
        same(folder, "short reads", truth, environment={"LD_PRELOAD": INJECT, "INJECT_COUNTERS": counters.name, "INJECT_KIND": "4",
                                                        "INJECT_AT": "1", "INJECT_ERROR": "0", "INJECT_ON": "1"})


with tempfile.TemporaryDirectory() as folder:
    for name in os.listdir(SET):
        shutil.copy(os.path.join(SET, name), folder)
    shutil.copy(os.path.join(SET, "ap-2026.xml"), os.path.join(folder, "fix.xml"))
    with open(os.path.join(folder, "old.json"), "wb") as f:
        f.write(b"old")
    truth = lint(folder, CHECK)
    check(truth[0] in (0, 1) and len(truth[1]) > 100, f"an ordinary run: {truth[0]} {truth[2][:200]}")
    for test in (limits, streams, variables, changing):
        test(folder, truth)
finish("environment")
