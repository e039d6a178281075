#!/usr/bin/env python3
"""What others say about the same question. Differences are counted by what explains them; one that nothing explains fails.

usage: oracles.py TEST PLANLINT SOURCE-DIR TEXT-PROBE        TEST: text, dates, folding, schema

text: the words of `planlint extract` against a plain reader of w:t and against python-docx (Debian: python3-docx), on the public Word files
beside the repository (PLANLINT_SHARED). dates: date literals against Python's calendar. folding: every code point against Python's Unicode data.
schema: verdicts on generated plans against xmllint. What needs something that is missing says "skipped".
"""
import calendar, collections, copy, datetime, glob, json, os, random, re, shutil, subprocess, sys, tempfile, unicodedata, zipfile
import xml.etree.ElementTree as ET

from tally import check, finish, skip

TEST, PLANLINT, ROOT, PROBE = sys.argv[1], os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3]), os.path.abspath(sys.argv[4])
SHARED = os.environ.get("PLANLINT_SHARED") or os.path.join(os.path.dirname(ROOT), "shared")
explained = collections.Counter()


def probe(mode, lines):
    p = subprocess.run([PROBE, mode], input="\n".join(lines) + "\n", capture_output=True, text=True, encoding="utf-8", check=True)
    answers = p.stdout.split("\n")[:-1]
    check(len(answers) == len(lines), f"{len(answers)} answers to {len(lines)} questions")
    return answers


# ---- folding ----

DASHES = {0x2212}


def expected_fold(text):
    """NFKC_Casefold (Unicode 3.13), then what the header of fold.h says."""
    step = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", unicodedata.normalize("NFD", text).casefold()).casefold())
    out = ""
    for c in step:
        if unicodedata.category(c) in ("Zs", "Zl", "Zp") or c in "\t\n\v\f\r\x85":
            out += "" if out.endswith(" ") else " "
        elif unicodedata.category(c) == "Pd" or ord(c) in DASHES:
            out += "-"
        else:
            out += c
    return out


def is_ignorable(c):
    """Default_Ignorable_Code_Point, which Python does not have: what is invisible."""
    return (unicodedata.category(c) == "Cf" or ord(c) in (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0) or 0x180B <= ord(c) <= 0x180F
            or 0xFE00 <= ord(c) <= 0xFE0F or 0xE0000 <= ord(c) <= 0xE0FFF or 0xFFF0 <= ord(c) <= 0xFFF8 or 0x2060 <= ord(c) <= 0x206F)


def folding():
    points = [p for p in range(1, 0x110000) if not 0xD800 <= p <= 0xDFFF and p not in (0x0A,)]
    for point, answer in zip(points, probe("fold", [f"{p:x}" for p in points])):
        got = "".join(chr(int(x, 16)) for x in answer.split())
        want = expected_fold("x" + chr(point) + "x")
        if got == want:
            explained["equal"] += 1
        elif got == "".join(c for c in want if not is_ignorable(c)) or (got == "xx" and is_ignorable(chr(point))):
            explained["invisible character left out"] += 1
        elif unicodedata.category(chr(point)) == "Cn":
            explained["not assigned in Python's Unicode " + unicodedata.unidata_version] += 1
        else:
            check(False, f"U+{point:04X} {unicodedata.name(chr(point), '?')}: folded {got!r}, expected {want!r}")
    check(explained["equal"] > 1000000, "most code points agree")


# ---- dates ----

MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
SHORT = "jan feb mars apr maj juni juli aug sep okt nov dec".split()
DAYS = "måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen".split()


def literals():
    """Texts of one date, its first and last day, and whether there is such a date."""
    day = datetime.date(2023, 12, 25)
    while day < datetime.date(2032, 3, 5):
        y, m, d = day.year, day.month, day.day
        for text in (f"{d} {MONTHS[m - 1]} {y}", f"den {d} {SHORT[m - 1]} {y}", day.isoformat(), f"{DAYS[day.weekday()]} den {d} {MONTHS[m - 1]} {y}",
                     f"{d} {MONTHS[m - 1].upper()} {y}"):
            yield text, day, day, True
        later = day + datetime.timedelta(days=random.randrange(1, 25))
        if (later.year, later.month) == (y, m):
            yield f"{d}–{later.day} {MONTHS[m - 1]} {y}", day, later, True
        if later.year == y and later.month != m:
            yield f"{d} {MONTHS[m - 1]} – {later.day} {MONTHS[later.month - 1]} {y}", day, later, True
        day += datetime.timedelta(days=1)
    for y in range(1995, 2060):
        first, last = datetime.date(y, 1, 1), datetime.date(y, 12, 31)
        yield f"år {y}", first, last, True
        other = y + random.randrange(1, 9)
        for text in (f"{y}–{other}", f"{y}-{other}", f"från {y} till {other}", f"mellan {y} och {other}"):
            yield text, first, datetime.date(other, 12, 31), True
        for m in range(1, 13):
            end = calendar.monthrange(y, m)[1]
            yield f"{MONTHS[m - 1]} {y}", datetime.date(y, m, 1), datetime.date(y, m, end), True
            yield f"{end + 1} {MONTHS[m - 1]} {y}", datetime.date(y, m, 1), datetime.date(y, m, end), False
        for q in range(1, 5):
            span = datetime.date(y, 3 * q - 2, 1), datetime.date(y, 3 * q, calendar.monthrange(y, 3 * q)[1])
            for text in (f"Q{q} {y}", f"kvartal {q} {y}", f"{'första andra tredje fjärde'.split()[q - 1]} kvartalet {y}"):
                yield text, *span, True
        for t in range(1, 4):
            yield f"tertial {t} {y}", datetime.date(y, 4 * t - 3, 1), datetime.date(y, 4 * t, calendar.monthrange(y, 4 * t)[1]), True
        for week in range(1, 54):
            try:
                monday = datetime.date.fromisocalendar(y, week, 1)
            except ValueError:
                continue
            yield f"vecka {week} {y}", monday, monday + datetime.timedelta(days=6), True


def dates():
    random.seed(1)
    cases = list(literals())
    frames = ["{}", "Klart {}.", "Åtgärden görs ({}) i länet"]
    texts = [frames[i % 3].format(c[0]) for i, c in enumerate(cases)]
    for (literal, first, last, valid), text, answer in zip(cases, texts, probe("dates", texts)):
        found = [tuple(x.split()) for x in answer.split(";") if x]
        if len(found) != 1:
            check(False, f"{text!r}: {len(found)} dates: {answer}")
            continue
        begin, end, got_first, got_last, got_valid, weekday = found[0]
        cut = text.encode()[int(begin):int(end)].decode()
        check(cut == literal or literal in ("år " + cut, "den " + cut) or literal.endswith(" den " + cut) or literal.endswith(" " + cut), f"{text!r}: found {cut!r}")
        check((got_valid == "1") == valid, f"{text!r}: valid {got_valid}")
        check((got_first, got_last) == (first.isoformat(), last.isoformat()) or not valid, f"{text!r}: {got_first} to {got_last}, expected {first} to {last}")
        if weekday != "0":
            check(int(weekday) == first.isoweekday(), f"{text!r}: weekday {weekday}")


# ---- schema ----

P = "{urn:planlint:plan:1}"


def mutants(count):
    """Plans of the fixtures, with as many changes as chance wants, none for some."""
    ET.register_namespace("", P[1:-1])
    ET.register_namespace("src", "urn:planlint:src:1")
    xsd = open(os.path.join(ROOT, "schemas", "plan.xsd"), encoding="utf-8").read()
    names = sorted(set(re.findall(r'(?:element|attribute) (?:name|ref)="([\w:]+)"', xsd)))
    values = sorted(set(re.findall(r'enumeration value="([^"]+)"', xsd))) + ["2026", "2025/2028", "x", "", "1", "-1", "2026-02-30", "true"]
    bases = []
    for path in sorted(glob.glob(os.path.join(ROOT, "fixtures", "*", "*.xml"))):
        try:
            refused = os.path.basename(os.path.dirname(path)).startswith("DOC")
            if not refused and os.path.getsize(path) < 20000 and ET.parse(path).getroot().tag == P + "plan":
                bases.append(path)
        except (ET.ParseError, LookupError):
            pass
    for _ in range(count):
        root = ET.parse(random.choice(bases)).getroot()
        for _ in range(random.choice((0, 0, 1, 1, 1, 2, 3))):
            nodes = list(root.iter())
            node, other = random.choice(nodes), random.choice(nodes)
            turn = random.randrange(7)
            if turn == 0 and len(node):
                node.remove(random.choice(list(node)))
            elif turn == 1 and len(node):
                node.append(random.choice(list(node)))
            elif turn == 2 and node is not root:
                node.tag = P + random.choice(names)
            elif turn == 3:
                node.set(random.choice(names).split(":")[-1], random.choice(values))
            elif turn == 4 and node.attrib:
                node.set(random.choice(list(node.attrib)), random.choice(values))
            elif turn == 5 and node.attrib:
                del node.attrib[random.choice(list(node.attrib))]
            elif turn == 6 and len(other) == 0:
                node.insert(random.randrange(len(node) + 1), copy.deepcopy(other))
        yield ET.tostring(root, encoding="utf-8")


def schema():
    if not shutil.which("xmllint"):
        return skip("no xmllint")
    random.seed(2)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, content in enumerate(mutants(1500)):
            paths.append(os.path.join(folder, f"{i}.xml"))
            with open(paths[-1], "wb") as f:
                f.write(content)
        p = subprocess.run(["xmllint", "--noout", "--schema", os.path.join(ROOT, "schemas", "plan.xsd"), *paths], capture_output=True, text=True)
        theirs = {m[1]: m[2] == "validates" for m in re.finditer(r"^(\S+) (validates|fails to validate)$", p.stderr, re.M)}
        p = subprocess.run([PLANLINT, "check", "--isolated", "--select", "XSD", "--output", "json", *paths], capture_output=True)
        report = json.loads(p.stdout)
        invalid = {d["path"] for d in report["diagnostics"] if d["id"].startswith("XSD")}
        read = {d["path"] for d in report["documents"] if d["status"] == "checked"}
        for path in paths:
            if path not in read:
                said = sorted({d["id"] for d in report["diagnostics"] if d["path"] == path})
                check(False, f"not read: {said} {open(path, encoding='utf-8').read()[:300]}")
                continue
            ours = path not in invalid
            explained[("valid" if theirs[path] else "invalid") + " for both"] += ours == theirs[path]
            check(ours == theirs[path], f"valid here {ours}, for xmllint {theirs[path]}: {open(path, encoding='utf-8').read()[:600]}")
        check(explained["valid for both"] >= 300 and explained["invalid for both"] >= 300, f"both verdicts occur: {explained}")


# ---- text ----

W = ("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}", "{http://purl.oclc.org/ooxml/wordprocessingml/main}")
MATH = ("{http://schemas.openxmlformats.org/officeDocument/2006/math}", "{http://purl.oclc.org/ooxml/officeDocument/math}")


def local(node):
    return node.tag.split("}")[-1] if isinstance(node.tag, str) else ""


def is_word(node):
    return isinstance(node.tag, str) and node.tag.startswith(W)


def plain_reader(path):
    """Every w:t of the main part, with what it stands in: the names of the elements around it."""
    with zipfile.ZipFile(path) as archive:
        names = {n.lower().replace("\\", "/").lstrip("/"): n for n in archive.namelist()}
        main = "word/document.xml"
        relations = names.get("_rels/.rels")
        for relation in ET.fromstring(archive.read(relations)) if relations else []:
            if relation.get("Type", "").endswith("/officeDocument"):
                main = relation.get("Target").lstrip("/").lower()
        hiding = hiding_styles(ET.fromstring(archive.read(names["word/styles.xml"]))) if "word/styles.xml" in names else set()
        yield from pieces_of(ET.fromstring(archive.read(names[main])), (), hiding)
        for name in sorted(names):
            if re.fullmatch(r".*(?:header|footer|footnotes|endnotes)[^/]*\.xml", name) and name != main:
                yield from pieces_of(ET.fromstring(archive.read(names[name])), ("other part",), hiding)


def switches(properties, names):
    """Whether a switch of run properties is on: True, False or None when it is not there."""
    for x in properties:
        if local(x) in names:
            return x.get(x.tag.split("}")[0] + "}val") not in ("0", "false", "off")
    return None


def hiding_styles(root):
    """Ids of styles whose text is hidden, by themselves or through what they are based on."""
    own, base = {}, {}
    for style in root:
        get = lambda name, node=style: node.get(style.tag.split("}")[0] + "}" + name)
        id = get("styleId")
        if get("default") in ("1", "true", "on") and get("type") == "paragraph":
            base["default"] = id
        for child in style:
            if local(child) == "rPr":
                own[id] = switches(child, ("vanish", "specVanish"))
            elif local(child) == "basedOn":
                base[id] = get("val", child)
    found = set()
    for id in set(own) | set(base):
        at, steps = id, 0
        while at is not None and own.get(at) is None and steps < 50:
            at, steps = base.get(at), steps + 1
        if own.get(at):
            found.add(id)
    return found


def is_hidden(node, hiding):
    """Whether a run or paragraph, by itself or by its style, has hidden text; None when it says nothing."""
    style, direct = None, None
    for properties in node:
        if is_word(properties) and local(properties) == "rPr":
            direct = switches(properties, ("vanish", "specVanish"))
        if is_word(properties) and local(properties) in ("rPr", "pPr"):
            style = next((x.get(x.tag.split("}")[0] + "}val") for x in properties if local(x) in ("rStyle", "pStyle")), None)
    if direct is not None:
        return direct
    return True if (style or (None if local(node) == "r" else "default")) in hiding else None


def pieces_of(root, around, hiding):
    stack = [(root, around)]
    while stack:
        node, around = stack.pop()
        name = local(node)
        if name in ("t", "delText", "instrText") and (is_word(node) or node.tag.startswith(MATH)):
            yield node.text or "", around + (name,)
            continue
        hidden = ()
        if is_word(node) and name in ("r", "p"):
            said = is_hidden(node, hiding)
            around = tuple(x for x in around if x != "vanish") if said is False else around
            hidden = ("vanish",) if said else ()
        stack.extend((child, around + (name,) + hidden) for child in reversed(node))


def letters(texts):
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", "".join(texts)))


def shown_texts(pieces):
    """What a reader of the page sees, by the names of the elements around it."""
    return [t for t, around in pieces if around[-1] == "t" and not {"del", "moveFrom", "Fallback", "vanish", "rt"} & set(around)]


CAUSES = [
    ("text boxes and alternatives", {"txbxContent", "AlternateContent", "Choice", "Fallback", "pict"}), ("elements that WordprocessingML does not have", {"p2"}),
    ("hidden text", {"vanish"}), ("ruby", {"ruby", "rt"}), ("content controls", {"sdt", "sdtContent"}), ("formulas", {"oMath"}),
    ("tracked changes", {"del", "moveFrom", "ins", "moveTo"}), ("fields and links", {"fldSimple", "hyperlink"}), ("other wrappers", {"smartTag", "customXml", "dir", "bdo"}),
]


def cause(around):
    return next((name for name, names in CAUSES if names & set(around)), None)


def text():
    paths = sorted(p for p in glob.glob(os.path.join(SHARED, "corpus", "docx", "**", "*.docx"), recursive=True))
    if not paths:
        return skip(f"no Word files under {SHARED}")
    try:
        import docx
    except ImportError:
        docx = None
        print("python-docx: skipped, not installed")
    for path in paths:
        p = subprocess.run([PLANLINT, "extract", "--isolated", "--as", "text", path], capture_output=True, timeout=60)
        if p.returncode == 2:
            explained["refused by planlint"] += 1
            continue
        try:
            pieces = list(plain_reader(path))
        except Exception as e:
            explained[f"not read by the plain reader: {type(e).__name__}"] += 1
            continue
        ours = [p.stdout.decode()]
        compare_plain(path, ours, pieces)
        if docx:
            compare_docx(docx, path, ours, pieces)


def compare_plain(path, ours, pieces):
    mine = letters(ours)
    body = letters(shown_texts([p for p in pieces if p[1][0] != "other part"]))
    others = collections.Counter(letters(shown_texts([p for p in pieces if p[1][0] == "other part"])))
    rest = collections.Counter(mine) - collections.Counter(body)
    if mine == body:
        explained["plain reader: same letters in the same order"] += 1
    elif mine.startswith(body) and rest <= others:
        explained["plain reader: the same, then headers, footers and notes"] += 1
    elif collections.Counter(body) <= collections.Counter(mine) and rest <= others:
        explained["plain reader: the same letters, text boxes or notes in another place"] += 1
    else:
        causes = sorted({cause(around) for _, around in pieces} - {None})
        symbols = any(0xF000 <= ord(c) <= 0xF0FF for t, _ in pieces for c in t)
        why = "letters of symbol fonts" if symbols else ", ".join(causes)
        lack, more = collections.Counter(body) - collections.Counter(mine), rest - others
        if os.environ.get("ORACLES_VERBOSE"):
            print(path, why, "lacks", "".join(lack.elements())[:80], "| more", "".join(more.elements())[:80])
        check(why, f"{path}: letters differ: {mine[:150]!r} / {body[:150]!r}")
        explained["plain reader: differs with " + why] += 1


def compare_docx(docx, path, ours, pieces):
    """python-docx reads runs that stand in paragraphs of the body and of cells, and nothing else."""
    try:
        document = docx.Document(path)
        W0 = W[0]
        theirs = []
        for paragraph in document.element.body.iter(W0 + "p"):
            theirs.extend(t.text or "" for r in paragraph.findall(W0 + "r") for t in r.findall(W0 + "t"))
    except Exception as e:
        explained[f"not read by python-docx: {type(e).__name__}"] += 1
        return
    joined = letters(ours)
    extra = {w for w in map(lambda t: letters([t]), theirs) if w not in joined}
    unseen = letters([t for t, around in pieces if cause(around) in ("hidden text", "text boxes and alternatives", "ruby")])
    if not extra:
        explained["python-docx: nothing that planlint lacks"] += 1
    else:
        symbols = any(0xF000 <= ord(c) <= 0xF0FF for t in theirs for c in t)
        why = "letters of symbol fonts" if symbols else "text that is hidden or in an alternative" if all(w in unseen for w in extra) else ""
        check(why, f"{path}: python-docx has {sorted(extra)[:5]}")
        explained["python-docx: has more, with " + why] += 1


{"folding": folding, "dates": dates, "schema": schema, "text": text}[TEST]()
for what, count in sorted(explained.items()):
    print(f"  {count:8} {what}")
finish(f"oracles/{TEST}")
