#!/usr/bin/env python3
"""The plan set: what is found does not depend on the form of a document, and the project knows what belongs together.

usage: plan_set.py PLANLINT SOURCE-DIR
"""
import json, os, subprocess, sys

planlint, plans = os.path.abspath(sys.argv[1]), os.path.join(sys.argv[2], "fixtures", "plan-set")
# Each document with what it is traced to.
DOCUMENTS = {
    "vp-2025-2028": [],
    "ap-2025": ["vp-2025-2028"],
    "ap-2026": ["vp-2025-2028"],
    "rapport-2025": ["vp-2025-2028", "ap-2025"],
    "tidplan": ["vp-2025-2028"],
}
# What is wrong on purpose. The project accepts one finding and has the alias that ap-2025 needs.
FAULTS = {
    "ap-2026": ["DAT001", "DAT002", "REF005", "TRC001", "TRC002", "TRC005", "TRC005", "TRC006", "TYP001", "TYP002"],
    "rapport-2025": ["TYP003", "TYP015"],
}
failures = 0


def check(got, wanted, what):
    global failures
    if got != wanted:
        failures += 1
        print(f"FAILED {what}: {got}, expected {wanted}")


def run(*arguments):
    done = subprocess.run([planlint, "check", "--output", "json", "--lang", "en", *arguments], cwd=plans,
                          capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1771200000"})
    if done.returncode not in (0, 1):
        sys.exit(f"{arguments}: status {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    return json.loads(done.stdout)["diagnostics"]


for name, context in DOCUMENTS.items():
    found = {}
    for form in ("xml", "docx"):
        options = [word for c in context for word in ("--with", f"{c}.{form}")]
        found[form] = sorted((f["id"], f["severity"], f["quote"]) for f in run("--isolated", *options, f"{name}.{form}"))
    check(found["docx"], found["xml"], f"{name} as a Word document")

findings = run("--project")
for name in DOCUMENTS:
    got = sorted(f["id"] for f in findings if f["path"] == f"{name}.xml" and not f["suppressed"])
    check(got, FAULTS.get(name, []), f"{name} in the project")
check([(f["id"], f["path"]) for f in findings if f["suppressed"]], [("FUP005", "rapport-2025.xml")], "what is accepted")
check(len(findings), sum(map(len, FAULTS.values())) + 1, "findings of the project")

print(f"plan set: {failures} failed")
sys.exit(failures > 0)
