#!/usr/bin/env python3
"""Fixes end to end: fix.py PLANLINT SOURCE-DIR

Every folder of fixtures/fix is a case: `before.xml` must become `after.xml`, byte for byte, and `after.xml` must stay as it
is. `options` holds further options, one a line; without it the case is fixed with --fix.
"""
import io, json, os, shutil, stat, struct, subprocess, sys, tempfile, zipfile

from tally import check, finish

planlint, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
work = tempfile.mkdtemp()


def run(*arguments, stdin=None):
    return subprocess.run([planlint, "check", "--isolated", "--lang=en", *arguments], input=stdin, capture_output=True)


def write(name, data):
    path = os.path.join(work, name)
    with open(path, "wb") as f:
        f.write(data)
    return path


def read(path):
    with open(path, "rb") as f:
        return f.read()


def findings(path, rule):
    report = json.loads(run("--output=json", path).stdout)
    return [d for d in report["diagnostics"] if d["id"] == rule]


def apply(data, edits):
    """What a consumer of the JSON report does."""
    for edit in sorted(edits, key=lambda e: -e["byteStart"]):
        data = data[: edit["byteStart"]] + edit["text"].encode() + data[edit["byteEnd"] :]
    return data


def cases():
    folder = os.path.join(source, "fixtures", "fix")
    for name in sorted(os.listdir(folder)):
        case = os.path.join(folder, name)
        options = ["--fix"]
        if os.path.exists(os.path.join(case, "options")):
            options = read(os.path.join(case, "options")).decode().split()
        before, after = read(os.path.join(case, "before.xml")), read(os.path.join(case, "after.xml"))
        for start, what in ((before, "before"), (after, "after")):
            path = write("plan.xml", start)
            result = run(*options, path)
            check(read(path) == after, f"{name}: {what}", f"\n{read(path)!r}\nwanted\n{after!r}\n{result.stdout.decode()}")
            check((b"fixed" in result.stdout) == (start != after), f"{name}: {what} is summed up", result.stdout.decode())
        piped = run(*options, "-", stdin=before)
        check(piped.stdout == after, f"{name}: standard input goes to standard output", piped.stdout)
        path = write("plan.xml", before)
        patch = run("--diff", *options, path).stdout
        check(read(path) == before, f"{name}: --diff writes nothing")
        check(patch.startswith(b"--- "), f"{name}: --diff shows a patch")


def many():
    """All that a rule finds is fixed, also what it does not tell: more than `max` in each of the ten passes."""
    head = '<plan xmlns="urn:planlint:plan:1" kind="vp" period="2025/2028"><meta><title>Plan för Norrmark</title></meta>\n'
    faulty, mended = (
        f"{head}<section level=\"1\"><heading>Inledning</heading>\n"
        + "".join(f"<p>Enhet {n} tar ansvar{gap}för vården och redovisar{gap}det.</p>\n" for n in range(300))
        + "</section></plan>\n"
        for gap in ("  ", " ")
    )
    path = write("plan.xml", faulty.encode())
    check(len(findings(path, "TYP003")) == 20, "a rule tells no more than its max")
    run("--fix", "--unsafe-fixes", path)
    check(read(path) == mended.encode(), "and all of them are fixed")


RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body><w:p><w:r><w:t>Plan för hälso-</w:t></w:r><w:r><w:t>och sjukvård'
    "</w:t></w:r></w:p><w:p><w:r><w:t>För oss o er, 2025 - 2028.</w:t></w:r></w:p></w:body></w:document>"
)


class Pipe(io.RawIOBase):
    """What cannot go back: a writer of archives puts sizes behind the data."""
    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += data
        return len(data)


def package(extra=(), wide=False, comment=b""):
    """A package with a stored part, a folder, a comment and names beyond ASCII; its document is in the middle. `wide`: with
    sizes behind the data and in zip64 fields."""
    out = Pipe() if wide else io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        def add(name, data, method=zipfile.ZIP_DEFLATED, date=(2024, 2, 29, 12, 30, 2)):
            info = zipfile.ZipInfo(name, date)
            info.compress_type = method
            with z.open(info, "w", force_zip64=wide) as entry:
                entry.write(data.encode() if isinstance(data, str) else data)
        z.comment = comment
        types = (f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
                 'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                 '<Default Extension="bin" ContentType="application/octet-stream"/>'
                 f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
                 f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>')
        add("[Content_Types].xml", types, zipfile.ZIP_STORED)
        add("_rels/.rels", f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>')
        add("word/document.xml", BODY)
        add("word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>')
        add("word/styles.xml", f"<w:styles {W}/>")
        add("word/media/bild.bin", bytes(range(256)) * 40, zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0))
        for name, data in extra:
            add(name, data)
    return out.data if wide else out.getvalue()


def raw_entries(data):
    """Name, time, method, checksum and packed bytes of every entry, in the order of the directory."""
    entries = []
    for info in zipfile.ZipFile(io.BytesIO(data)).infolist():
        name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
        begin = info.header_offset + 30 + name + extra
        entries.append((info.filename, info.date_time, info.compress_type, info.CRC, data[begin : begin + info.compress_size]))
    return entries


def packages():
    before = package()
    path = write("plan.docx", before)
    os.chmod(path, 0o640)
    edits = [e for rule in ("TYP001", "TYP005", "DAT007") for d in findings(path, rule) for e in d["fix"]["edits"]]
    patch = run("--diff", path).stdout.decode()
    check("-Plan för hälso-och sjukvård\n" in patch and "+Plan för hälso- och sjukvård\n" in patch, "patch of paragraphs", patch)
    check("<w:t" not in patch, "no markup in the patch of a Word document")
    result = run("--fix", path)
    after = read(path)
    check(b"3 fixed" in result.stdout, "three findings fixed", result.stdout.decode())
    document = zipfile.ZipFile(path).read("word/document.xml").decode()
    check(document == apply(BODY.encode(), edits).decode(), "the edits of the JSON report give the same document", document)
    wanted = (BODY.replace("<w:t>Plan för hälso-<", '<w:t xml:space="preserve">Plan för hälso- <').replace(" o er", " och er")
              .replace("2025 - 2028", "2025–2028"))
    check(document == wanted, "the document part is edited in place", document)
    old, new = raw_entries(before), raw_entries(after)
    check([e[:3] for e in old] == [e[:3] for e in new], "names, order, times and methods stay")
    for a, b in zip(old, new):
        check((a == b) == (a[0] != "word/document.xml"), f"{a[0]} stays byte for byte, or is the document")
    check(stat.S_IMODE(os.stat(path).st_mode) == 0o640, "permissions stay")
    run("--fix", path)
    check(read(path) == after, "fixing twice changes nothing")
    for rule in ("TYP001", "TYP005", "DAT007"):
        check(not findings(path, rule), f"{rule} is gone")
    again = write("igen.docx", before)
    run("--fix", again)
    check(read(again) == after, "the same document gives the same package")
    piped = run("--fix", "-", stdin=before)
    check(piped.stdout == after, "a package goes through standard input and output")
    wide = write("zip64.docx", package(wide=True, comment=b"ett arkiv"))
    run("--fix", wide)
    with zipfile.ZipFile(wide) as z:
        check(z.testzip() is None and z.read("word/document.xml").decode() == document and z.comment == b"ett arkiv",
              "a package with zip64 fields and data descriptors is fixed")
    check(not findings(wide, "TYP001"), "and read again")
    signed = package([("_xmlsignatures/sig1.xml", "<s/>")])
    path = write("signerad.docx", signed)
    result = run("--fix", path)
    check(read(path) == signed and result.returncode == 2 and b"signature" in result.stderr, "a signed package is left alone")
    word_processor(after)


def word_processor(data):
    if not shutil.which("soffice"):
        print("skipped: the fixed package in LibreOffice (no soffice)")
        return
    path = write("oppnas.docx", data)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
                    "--outdir", work, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    text = read(os.path.join(work, "oppnas.txt")).decode("utf-8-sig") if os.path.exists(os.path.join(work, "oppnas.txt")) else ""
    check("Plan för hälso- och sjukvård" in text and "För oss och er, 2025–2028." in text, "LibreOffice opens the fixed package", text)


def files():
    plan = '<plan xmlns="urn:planlint:plan:1" kind="vp" period="2025/2028"><meta><title>Vi o ni</title></meta></plan>'.encode()
    fixed = plan.replace(b"Vi o ni", b"Vi och ni")
    target, link = write("mal.xml", plan), os.path.join(work, "lank.xml")
    os.symlink("mal.xml", link)
    run("--fix", link)
    check(os.path.islink(link) and read(target) == fixed, "a link stays, its target is fixed")
    context, other = write("plan-med.xml", plan), write("annan.xml", plan)
    run("--fix", "--with", context, other)
    check(read(context) == plan and read(other) == fixed, "context is never written")
    broken = plan.replace(b"</meta>", b"<meta>")
    path = write("trasig.xml", broken)
    result = run("--fix", path)
    check(read(path) == broken and result.returncode == 2, "a refused document is never written")
    check(run("--fix", "-", stdin=broken).stdout == b"", "a refused document is not passed on")
    result = run("--fix", "--stdin-filename", target, "-", stdin=plan)
    check(result.stdout == fixed and b"1 fixed" in result.stderr, "reports make way for the document on standard output")
    check(read(target) == fixed, "the name of standard input is not written to")
    path = write("skydd.xml", plan)
    os.chmod(path, 0o444)
    if os.geteuid() != 0:
        check(run("--fix", path).returncode == 2 and read(path) == plan, "a file that is write-protected stays")
    before = set(os.listdir(work))
    run("--fix", write("rest.xml", plan))
    check(set(os.listdir(work)) - before == {"rest.xml"}, "no temporary files are left")
    result = run("--diff", "--select=TYP", other)
    check(result.stdout == b"" and result.returncode == 0, "nothing to show, status 0")
    path = write("visa.xml", plan)
    result = run("--diff", "--select=TYP", path)
    check(result.returncode == 1 and b"+" in result.stdout, "a patch has status 1")
    if shutil.which("patch"):
        subprocess.run(["patch", "-s", path], input=result.stdout, check=False)
        check(read(path) == fixed, "patch applies it")
    report = os.path.join(work, "rapport.json")
    run("--fix", f"--output=json:{report}", write("rapport.xml", plan))
    check(json.loads(read(report))["summary"]["fixed"] == 1, "the JSON report counts what was fixed")


try:
    cases()
    many()
    packages()
    files()
finally:
    shutil.rmtree(work)
finish("fix")
