#!/usr/bin/env python3
"""Fingerprints of findings survive what editing does to documents: paragraphs that are inserted, deleted and moved,
files that are renamed, Word documents that another word processor saves again.

usage: fingerprints.py PLANLINT SOURCE-DIR xml|docx|soffice
"""
import json, os, random, re, shutil, subprocess, sys, tempfile, zipfile

from tally import check, finish, skip

planlint, source, form = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]
plans = os.path.join(source, "fixtures", "plan-set")


def findings(folder, name, context):
    """Fingerprint -> (rule, quote) of the findings of a document."""
    command = [planlint, "check", "--isolated", "--output", "json", "--with", context, name]
    done = subprocess.run(command, cwd=folder, capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1771200000"})
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: status {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    found = json.loads(done.stdout)["diagnostics"]
    assert len({f["fingerprint"] for f in found}) == len(found), "fingerprints of one document are different"
    return {f["fingerprint"]: (f["id"], f["quote"]) for f in found}


def compare(before, after, what):
    lost = set(before) - set(after)
    new = {f for f in set(after) - set(before) if after[f][0] in {before[b][0] for b in lost}}
    check(not lost, f"{what}: lost {[before[f] for f in lost]}, new {[after[f] for f in new]}")


# ---- What editing does; each takes the text of the document and returns the edited one ----

CLEAN = {"xml": "<p>Regionerna följer arbetet under året.</p>",
         "docx": "<w:p><w:r><w:t>Regionerna följer arbetet under året.</w:t></w:r></w:p>"}
ITEM = {"xml": re.compile(r"<activity[ >](?:(?!</activity>).)*</activity>\s*(?=<activity)", re.S),
        "docx": re.compile(r"<w:p>(?:(?!</w:p>).)*<w:numPr>(?:(?!</w:p>).)*</w:p>(?=<w:p>(?:(?!</w:p>).)*<w:numPr>)", re.S)}
SECTION = re.compile(r"    <section[ >](?:(?!<section)(?!</section).)*</section>\n", re.S)


def insert(rng, text, kind):
    """A sentence without findings behind headings, at several places."""
    places = [m.end() for m in re.finditer(r"</heading>" if kind == "xml" else r"</w:p>", text)]
    for at in sorted(rng.sample(places, min(3, len(places))), reverse=True):
        text = text[:at] + CLEAN[kind] + text[at:]
    return text


def delete(rng, text, kind, quotes):
    """An activity that no finding quotes and that another one follows, so that its heading keeps one."""
    plain = [m for m in ITEM[kind].finditer(text) if not any(q in m.group() for q in quotes)]
    if not plain:
        return text
    gone = rng.choice(plain)
    return text[:gone.start()] + text[gone.end():]


def move(rng, text, kind, quotes):
    """Two sections change places, or two inserted paragraphs when there are none."""
    sections = list(SECTION.finditer(text)) if kind == "xml" else []
    pairs = [(a, b) for a, b in zip(sections, sections[1:]) if text[a.end():b.start()].strip() == ""]
    if not pairs:
        return insert(rng, text, kind)
    a, b = rng.choice(pairs)
    return text[:a.start()] + b.group() + text[a.end():b.start()] + a.group() + text[b.end():]


def edits(text, kind, quotes):
    assert delete(random.Random(0), text, kind, quotes) != text, "there is something to delete"
    for seed in range(8):
        rng = random.Random(seed)
        yield f"insert {seed}", insert(rng, text, kind)
        yield f"delete {seed}", delete(rng, text, kind, quotes)
        yield f"move {seed}", move(rng, text, kind, quotes)
        yield f"all {seed}", move(rng, delete(rng, insert(rng, text, kind), kind, quotes), kind, quotes)


def rewrite(path, target, part, change):
    """A copy of a package with one part changed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item.filename, change(data.decode()).encode() if item.filename == part else data)


def test_xml(folder):
    before = findings(folder, "ap-2026.xml", "vp-2025-2028.xml")
    text = open(os.path.join(folder, "ap-2026.xml"), encoding="utf-8").read()
    for what, edited in edits(text, "xml", [q for _, q in before.values() if q]):
        open(os.path.join(folder, "edited.xml"), "w", encoding="utf-8").write(edited)
        compare(before, findings(folder, "edited.xml", "vp-2025-2028.xml"), what)
    return before


def test_docx(folder):
    before = findings(folder, "ap-2026.docx", "vp-2025-2028.docx")
    text = zipfile.ZipFile(os.path.join(folder, "ap-2026.docx")).read("word/document.xml").decode()
    for what, edited in edits(text, "docx", [q for _, q in before.values() if q]):
        rewrite(os.path.join(folder, "ap-2026.docx"), os.path.join(folder, "edited.docx"), "word/document.xml", lambda _: edited)
        compare(before, findings(folder, "edited.docx", "vp-2025-2028.docx"), what)
    return before


def test_soffice(folder):
    if not shutil.which("soffice"):
        skip("soffice (libreoffice-writer-nogui) is not installed")
        finish(f"fingerprints/{form}")
    before = findings(folder, "ap-2026.docx", "vp-2025-2028.docx")
    out = os.path.join(folder, "saved")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML",
                    "--outdir", out, os.path.join(folder, "ap-2026.docx")], check=True, capture_output=True)
    shutil.move(os.path.join(out, "ap-2026.docx"), os.path.join(folder, "saved.docx"))
    compare(before, findings(folder, "saved.docx", "vp-2025-2028.docx"), "saved again")
    return before


with tempfile.TemporaryDirectory() as folder:
    for name in os.listdir(plans):
        shutil.copy(os.path.join(plans, name), folder)
    before = {"xml": test_xml, "docx": test_docx, "soffice": test_soffice}[form](folder)
check(len(before) >= 5, "the document has findings to follow")
finish(f"fingerprints/{form}")
