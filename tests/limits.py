#!/usr/bin/env python3
"""Every limit of src/base/limit.h is reached, at its boundary: the value that an input needs is enough, one less is a
diagnostic and a status.

usage: limits.py PLANLINT SOURCE-DIR

The limits are those that the program lists; one without a case here fails the test, and so does a case of none.
"""
import io, json, os, re, subprocess, sys, tempfile, zipfile, zlib

from tally import check, finish

PLANLINT, ROOT = os.path.abspath(sys.argv[1]), sys.argv[2]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def plan(body, attributes=""):
    return f'<plan xmlns="urn:planlint:plan:1" kind="vp" period="2025/2028"{attributes}>{body}</plan>'.encode()


def paragraphs(count, text="Text."):
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for _ in range(count))
    return f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def package(document=paragraphs(3), links=0, extra=()):
    out = io.BytesIO()
    relationships = "".join(f'<Relationship Id="r{i}" Type="{R}hyperlink" Target="http://a/" TargetMode="External"/>' for i in range(links))
    parts = [("[Content_Types].xml", b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
              b'ContentType="application/xml"/><Override PartName="/word/document.xml" '
              b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
             ("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
              f'Type="{R}officeDocument" Target="word/document.xml"/></Relationships>'.encode()),
             ("word/_rels/document.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relationships}</Relationships>'.encode()),
             ("word/document.xml", document), *extra]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue(), parts


def deflated(content):
    return len(zlib.compress(content, 6)) - 6


def pack(match):
    """A pack of one rule."""
    return (f'<rules xmlns="urn:planlint:rules:1" pack="house" version="1"><forbid id="HUS001" name="house" severity="info"><match>{match}</match>'
            '<message xml:lang="sv">x</message><message xml:lang="en">x</message><why xml:lang="sv">x</why><why xml:lang="en">x</why>'
            '</forbid></rules>').encode()


SMALL = plan("<section><heading>A</heading><p>Text.</p></section>")
DOCX, PARTS = package()
BIG = 9 << 20  # inflate-ratio counts above 8 MiB
DENSE = plan('<p a="1">x</p>' * 80000)
MONOTONOUS = paragraphs(1, "a" * BIG)

# Limit: file name, content, what it needs (None: only a value of 1 is tried), the finding, the status; a rule pack.
CASES = {
    "input-bytes": ("a.xml", SMALL, len(SMALL), "DOC003", 2),
    "part-bytes": ("a.docx", DOCX, max(len(c) for _, c in PARTS), "DOC102", 2),
    "package-bytes": ("a.docx", DOCX, sum(len(c) for _, c in PARTS), "DOC103", 2),
    "inflate-ratio": ("a.docx", package(MONOTONOUS)[0], -(-len(MONOTONOUS) // deflated(MONOTONOUS)), "DOC104", 2),
    "parts": ("a.docx", DOCX, len(PARTS), "DOC101", 2),
    "relationships": ("a.docx", package(links=7)[0], 7, "DOC105", 2),
    "depth": ("a.xml", plan("<section>" * 20 + "</section>" * 20), 21, "DOC044", 2),
    "attributes": ("a.xml", plan("", "".join(f' a{i}="1"' for i in range(10))), 13, "DOC044", 2),
    "namespaces": ("a.xml", plan('<section xmlns:a="a"><p xmlns:b="b" xmlns:c="c"/></section>'), 4, "DOC044", 2),
    "name-bytes": ("a.xml", plan(f'<{"n" * 300}/>'), 300, "DOC044", 2),
    "value-bytes": ("a.xml", plan("", f' title="{"v" * 300}"'), 300, "DOC044", 2),
    "elements": ("a.xml", plan("<p/>" * 20 + '<p a="1"/>' * 10), 44, "DOC044", 2),
    # 160 for an element, 360 for a text, 455 for an attribute: what src/base/limit.h reckons with, above 32 MiB.
    "memory-ratio": ("a.xml", DENSE, -(-(160 + 3 * 455 + 455 * 80000 + (160 + 360) * 80000 - (32 << 20)) // len(DENSE)), "DOC108", 2),
    "paragraphs": ("a.xml", paragraphs(30), 30, "DOC120", 2),
    "diagnostics": ("a.xml", plan("<x/>" * 50), None, "DOC005", 1),
    "pattern-bytes": ("a.xml", SMALL, 400, "CFG040", 2, pack("x" * 400)),
    "regex-match": ("a.xml", plan(f"<section><heading>A</heading><p>{'a' * 60}!</p></section>"), None, "CFG005", 1, pack("(?:a|aa)+!")),
    "regex-depth": ("a.xml", plan(f"<section><heading>A</heading><p>{'a' * 60}!</p></section>"), None, "CFG005", 1, pack("(?:a|aa)+!")),
    "regex-heap-kib": ("a.xml", plan(f"<section><heading>A</heading><p>{'a' * 60}!</p></section>"), None, "CFG005", 1, pack("(?:a|aa)+!")),
    "time-ms": ("a.xml", plan("<p>x</p>" * 400000), None, "DOC045", 2),
}


def run(folder, name, case, value):
    file, content, _, _, _, *rules = case
    path = os.path.join(folder, file)
    with open(path, "wb") as f:
        f.write(content)
    options = []
    if rules:
        with open(os.path.join(folder, "pack.xml"), "wb") as f:
            f.write(rules[0])
        options = ["--rules", os.path.join(folder, "pack.xml")]
    p = subprocess.run([PLANLINT, "check", "--isolated", "--lang", "en", "--output", "json", *options, "--limit", f"{name}={value}", path],
                       capture_output=True, timeout=300)
    return p.returncode, json.loads(p.stdout)["diagnostics"] if p.stdout else [], p.stderr


def main():
    listed = re.findall(r"^  ([a-z-]+) +([0-9]+)  ", subprocess.run([PLANLINT, "help", "check"], capture_output=True, text=True).stdout, re.M)
    check(len(listed) >= 19, f"{len(listed)} limits are listed")
    with tempfile.TemporaryDirectory() as folder:
        for name, _ in listed:
            if name not in CASES:
                check(False, f"{name} has no case")
                continue
            case = CASES[name]
            _, _, needs, id, status, *_ = case
            if needs:
                got, diagnostics, err = run(folder, name, case, needs)
                check(not any(d["id"].startswith(id) for d in diagnostics), f"{name}={needs} is enough, but {id} is said: {diagnostics[:2]} {err[:200]}")
            got, diagnostics, err = run(folder, name, case, needs - 1 if needs else 1)
            said = [d for d in diagnostics if d["id"].startswith(id)]
            check(said, f"{name}: {id} is expected, got {sorted({d['id'] for d in diagnostics})} {err[:200]}")
            check(got == status, f"{name}: status {got}, expected {status}")
    for name in CASES:
        check(name in dict(listed), f"{name} has a case and is no limit")
    finish("limits")


main()
