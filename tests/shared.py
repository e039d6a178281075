#!/usr/bin/env python3
"""Tests on documents that are not in the repository: real plans, public Word files, hostile inputs.

usage: shared.py TEST PLANLINT        TEST: counts, probes, score, hostile, corpus, positions

The data lie in the folder PLANLINT_SHARED, by default ../shared beside the repository. Without it a test says "skipped" and
ends with status 77; positions then looks at the fixtures alone.
"""
import codecs, glob, io, json, os, re, subprocess, sys, zipfile

from tally import check, finish, skip

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("PLANLINT_SHARED") or os.path.join(os.path.dirname(ROOT), "shared")
KINDS = {"000": "ap", "001": "vp", "002": "vp", "003": "tidplan", "004": "rapport"}
RENDERINGS = ["pydocx-sv.docx", "pydocx-en.docx", "lo.docx", "pandoc.docx", "pydocx-sv.strict.docx", "pydocx-sv.document.xml",
              "lo.document.xml", "pandoc.document.xml", "lo.flatopc.xml", "shape.bom.document.xml", "shape.pretty.document.xml", "shape.utf16le.document.xml"]
SCORED = ["pydocx-sv.docx", "pydocx-en.docx", "lo.docx", "pandoc.docx", "pydocx-sv.document.xml", "lo.flatopc.xml", "shape.utf16le.document.xml"]


def run(binary, *args, timeout=60):
    return subprocess.run([binary, *args], capture_output=True, timeout=timeout)


def lint(binary, *args):
    p = run(binary, "check", "--isolated", "--lang", "en", "--output", "json", *args)
    return p.returncode, json.loads(p.stdout) if p.stdout else None


def seeds(rendering):
    for seed in sorted(KINDS):
        path = os.path.join(SHARED, "seeds", seed, rendering)
        if os.path.exists(path):
            yield seed, path


def counts(binary):
    """Every rendering of the source documents has the goals, activities, entries, milestones and focus areas that it has."""
    want = {"000": {"activities": 23, "focusAreas": 4}, "001": {"goals": 14, "focusAreas": 4}, "002": {"goals": 15},
            "003": {"milestones": 7, "focusAreas": 4}, "004": {"entries": 21, "focusAreas": 4}}
    for rendering in RENDERINGS:
        for seed, path in seeds(rendering):
            _, report = lint(binary, "--kind", KINDS[seed], path)
            got = report["documents"][0]["counts"]
            for name, number in want[seed].items():
                check(got[name] == number, f"{seed}/{rendering}: {got[name]} {name}, expected {number}")
            xml = run(binary, "extract", "--as", "xml", "--kind", KINDS[seed], path)
            valid = subprocess.run(["xmllint", "--noout", "--schema", os.path.join(ROOT, "schemas", "plan.xsd"), "-"], input=xml.stdout, capture_output=True)
            check(valid.returncode == 0, f"{seed}/{rendering}: plan tree: {valid.stderr[:300]}")


def probes(binary):
    """One construct a file: the text that every reader should see."""
    folder = os.path.join(SHARED, "corpus", "probe")
    for probe in json.load(open(os.path.join(folder, "expect.json"), encoding="utf-8")):
        path = os.path.join(folder, probe["file"])
        if "single/" not in probe["file"]:
            continue
        text = run(binary, "extract", "--as", "text", path).stdout.decode()
        for want in probe["want"]:
            check(want in text, f"{probe['file']}: {want!r} missing in {text[:200]!r}")
        for unwanted in probe["not_want"]:
            check(unwanted not in text, f"{probe['file']}: {unwanted!r} shown")


def score(binary):
    """The ground truth: every error, every warning of a rule that is there, nothing false."""
    rules = {r["id"] for r in json.loads(run(binary, "rules", "--output", "json").stdout)["rules"]}
    for rendering in SCORED:
        p = subprocess.run([sys.executable, os.path.join(SHARED, "tools", "score.py"), "--planlint", binary, "--render", rendering],
                           capture_output=True, text=True, timeout=120)
        check(p.returncode in (0, 1), f"{rendering}: {p.stderr[:300]}")
        for line in p.stdout.splitlines():
            missed = re.match(r"\s+missed\s+\w+\s+(\w+)", line)
            if missed and missed[1] not in rules:
                continue
            check(not re.match(r"\s+(missed|false|level)", line), f"{rendering}: {line.strip()}")


def hostile(binary):
    """Malformed and malicious inputs: the expected class of answer, in time, in memory, harmless output."""
    judge = os.path.join(SHARED, "corpus", "hostile", "check", "run_hostile.py")
    p = subprocess.run([sys.executable, judge, "--cmd", binary + " check --isolated --color never {file}", "--jobs", "2",
                        *(["--timeout", "60", "--slow", "60000", "--rss", "2000", "--as", "0"] if os.environ.get("PLANLINT_SANITIZED") else [])],
                       capture_output=True, text=True, timeout=1200)
    print(p.stdout[-3000:], p.stderr[-1000:])
    check(p.returncode == 0, "run_hostile.py: status %d" % p.returncode)


def documents():
    yield from (p for r in RENDERINGS + ["pydocx-sv-broken.docx", "pydocx-literal.docx"] for _, p in seeds(r))
    yield from sorted(p for p in glob.glob(os.path.join(SHARED, "corpus", "docx", "*", "*")) if os.path.isfile(p))
    yield from sorted(glob.glob(os.path.join(SHARED, "corpus", "probe", "*", "*.docx")))


def corpus(binary):
    """No crash, no leak, no sanitizer report on any public file; a status that says something."""
    for path in documents():
        p = run(binary, "check", "--isolated", path)
        check(p.returncode in (0, 1, 2) and b"ERROR: " not in p.stderr and b"runtime error" not in p.stderr,
              f"{path}: status {p.returncode} {p.stderr[-500:]}")


# ---- positions: an independent decoder ----

def encoding_of(raw):
    """The encoding that the first bytes say; Latin-1, where every byte is a character, for one that nobody knows."""
    if raw[:2] == b"\xff\xfe":
        encoding = "utf-16-le"
    elif raw[:2] == b"\xfe\xff":
        encoding = "utf-16-be"
    else:
        declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)", raw[:200])
        encoding = declared[1].decode().lower() if declared else "utf-8"
        if encoding == "utf-16":
            encoding = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
    if raw[:4] in (b"<\0?\0", b"\0<\0?"):
        encoding = "utf-16-le" if raw[:1] == b"<" else "utf-16-be"
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "iso8859-1"


WORD_TEXT = re.compile(r"<(/?)(?:\w+:)?(\w+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>|<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>|([^<]+)", re.S)
ENTITY = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def unescape(text):
    text = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"&(#x[0-9a-fA-F]+|#\d+|\w+);",
                  lambda m: chr(int(m[1][2:], 16)) if m[1][:2] == "#x" else chr(int(m[1][1:])) if m[1][0] == "#" else ENTITY[m[1]], text)


def readable(text, word):
    """What a reader sees of a range: in Word markup the text of w:t and the elements that stand for characters."""
    out, skip, inside = [], 0, True
    marks = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
    for m in WORD_TEXT.finditer(text):
        close, name, _, empty, cdata, chars = m.groups()
        if chars is not None or cdata is not None:
            if inside and not skip:
                out.append(unescape(chars) if chars is not None else cdata)
        elif name and word:
            if name == "t":
                inside = not close and not empty
            elif not close and not empty and name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback"):
                skip += 1
            elif close and name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "Fallback") and skip:
                skip -= 1
            elif not close and name in marks and not skip:
                out.append(marks[name])
            elif not close and name == "sym" and not skip:
                out.append(chr(int(re.search(r"char=[\"']([0-9A-Fa-f]+)", m[3])[1], 16)))
            if name != "t":
                inside = False
    return "".join(out)


def positions(binary):
    """Every finding's byte range, cut from its part and decoded, is its quote; line and column agree with it."""
    paths = list(documents())
    paths += sorted(glob.glob(os.path.join(ROOT, "fixtures", "*", "*.xml")) + glob.glob(os.path.join(ROOT, "fixtures", "*", "*.docx")))
    for path in paths:
        with open(path, "rb") as f:
            content = f.read()
        _, report = lint(binary, path)
        package, view = None, None
        for d in report["diagnostics"]:
            raw = content
            if d["part"]:
                package = package or zipfile.ZipFile(io.BytesIO(content))
                raw = package.read(next(n for n in package.namelist() if n.replace("\\", "/").lstrip("/").lower() == d["part"].lower()))
            encoding = encoding_of(raw)
            cut = raw[d["byteStart"]:d["byteEnd"]].decode(encoding, "replace")
            word = b"wordprocessingml" in raw[:4000] or "wordprocessingml" in raw[:8000].decode(encoding, "replace")
            # What the readers find, and what is quoted with its tag, is markup and quoted as it stands.
            shown = cut if d["quote"][:1] == cut[:1] == "<" or d["id"][:3] == "DOC" else readable(cut, word and d["paragraph"] is not None) if re.search("[<&\r]", cut) else cut
            where = f"{path}: {d['id']} {d['line']}:{d['column']}"
            # The bullet of the font Symbol lies in the private use area; it is read as what it looks like.
            check(shown.replace("\uf0b7", "•") == d["quote"].replace("\uf0b7", "•") or raw[:2] == b"PK", f"{where}: quote {d['quote'][:80]!r}, cut {cut[:200]!r}")
            if d["part"] and d["paragraph"]:
                view = view or run(binary, "extract", "--as", "text", path).stdout.decode().split("\n")
                line = view[d["line"] - 1] if d["line"] <= len(view) else ""
                first = d["quote"].split("\n")[0]
                check(line[d["column"] - 1:].startswith(first), f"{where}: quote {first[:80]!r}, line of the text view {line[:200]!r}")
            if raw[:2] == b"PK":
                continue  # bytes of an archive have no lines
            if not d["part"] and d["byteEnd"]:
                before = raw[:d["byteStart"]].decode(encoding, "replace")
                before = before[1:] if before[:1] == "\ufeff" else before
                lines = re.split(r"\r\n|\r|\n", before)
                check((len(lines), len(lines[-1]) + 1) == (d["line"], d["column"]), f"{where}: expected {len(lines)}:{len(lines[-1]) + 1}")


def main():
    test, binary = sys.argv[1], os.path.abspath(sys.argv[2])
    if not os.path.isdir(SHARED) and test != "positions":
        skip(f"no folder {SHARED}")
        finish(f"shared/{test}")
    {"counts": counts, "probes": probes, "score": score, "hostile": hostile, "corpus": corpus, "positions": positions}[test](binary)
    finish(f"shared/{test}")


main()
