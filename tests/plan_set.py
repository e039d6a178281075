#!/usr/bin/env python3
"""The plan set: what is found does not depend on the form of a document, and the project knows what belongs together.

usage: plan_set.py PLANLINT SOURCE-DIR
"""
import json, os, shutil, subprocess, sys, tempfile

from tally import equal, finish

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
    equal(found["docx"], found["xml"], f"{name} as a Word document")

findings = run("--project")
for name in DOCUMENTS:
    got = sorted(f["id"] for f in findings if f["path"] == f"{name}.xml" and not f["suppressed"])
    equal(got, FAULTS.get(name, []), f"{name} in the project")
equal([(f["id"], f["path"]) for f in findings if f["suppressed"]], [("FUP005", "rapport-2025.xml")], "what is accepted")
equal(len(findings), sum(map(len, FAULTS.values())) + 1, "findings of the project")


# --each: what is found in a document does not depend on which others are on the command line, whatever the project and a
# baseline say about several of them.
def lines(folder, *arguments):
    done = subprocess.run([planlint, "check", "--each", "--skip-foreign", "--output", "gcc", *arguments], cwd=folder,
                          capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1771200000"})
    return sorted(set(done.stdout.decode().splitlines()))


with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(plans, folder, dirs_exist_ok=True)
    for copy in ("ap-2026-a.xml", "ap-2026-b.xml"):
        shutil.copy(os.path.join(plans, "ap-2026.xml"), os.path.join(folder, copy))
    with open(os.path.join(folder, "planlint.xml"), encoding="utf-8") as file:
        project = file.read()
    with open(os.path.join(folder, "planlint.xml"), "w", encoding="utf-8") as file:
        # A document of one year that is several files; an exception that some of them have and need.
        file.write(project.replace('href="ap-2026.xml"', 'href="ap-2026*.xml"').replace(
            "</project>", '<accept rule="TYP001" at="Inledning" in="ap-2026-?.xml" reason="As it is."/></project>'))
    documents = sorted(name for name in os.listdir(folder) if name.endswith(".xml"))
    whole = lines(folder, *documents)
    equal(any("TRC001" in line for line in whole), True, "--each traces to what the project names")
    equal(any("CFG032" in line or "CFG001" in line for line in whole), False, "--each tells of no project as a whole")
    equal(sorted({line for name in documents for line in lines(folder, name)}), whole, "--each, one by one")
    equal(sorted({line for part in (documents[::2], documents[1::2]) for line in lines(folder, *part)}), whole, "--each, in two parts")
    subprocess.run([planlint, "baseline", "create", "ap-2026.xml"], cwd=folder, capture_output=True)
    baseline = ("--baseline", "planlint-baseline.xml")
    equal([line for line in lines(folder, *baseline, *documents) if line.startswith("ap-2026")], [], "--each: copies meet the whole baseline")
    equal(sorted({line for name in documents for line in lines(folder, *baseline, name)}), lines(folder, *baseline, *documents), "--each with a baseline")
    loose = lines(folder, "--isolated", *documents)
    equal(sorted({line for name in documents for line in lines(folder, "--isolated", name)}), loose, "--each without a project")

finish("plan_set")
