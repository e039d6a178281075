#!/usr/bin/env python3
"""The report formats for other programs: valid by their schemas, true about places, harmless to who reads them.

usage: formats.py PLANLINT SOURCE-DIR FORMAT

Every format is compared with `--output json` of the same run, and its columns are taken back to the text that they
mean. The schemas lie in PLANLINT_SHARED/schemas; without them, or without python3-jsonschema, the test still runs and
ends with status 77 after saying so.
"""
import csv, html, io, json, os, re, resource, stat, subprocess, sys, tempfile
from urllib.parse import unquote
from xml.etree import ElementTree

from tally import check, finish, skip

planlint, source, name = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
SCHEMAS = os.path.join(os.environ.get("PLANLINT_SHARED") or os.path.join(os.path.dirname(source), "shared"), "schemas")
HOSTILE = "å %,:#]{0}[a](b) | \\|`<b>&\x1b‮ \n::add-mask::x"


def run(*arguments, folder=".", **variables):
    environment = {k: v for k, v in os.environ.items() if k not in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY")}
    done = subprocess.run([planlint, "check", "--isolated", "--lang", "sv", *arguments], cwd=os.path.join(work, folder), capture_output=True,
                          env={**environment, **variables})
    check(done.returncode in (0, 1, 2) and not done.stderr, f"{arguments}: status {done.returncode} {done.stderr[:200]}")
    return done.stdout.decode()


def runs():
    """Arguments of each run: documents of the fixtures, two copies, hostile names and text, a refused file, nothing."""
    plans = os.path.relpath(os.path.join(source, "fixtures", "plan-set"), work)
    formats = os.path.relpath(os.path.join(source, "fixtures", "formats"), work)
    yield [os.path.join(plans, f) for f in sorted(os.listdir(plans_absolute)) if f != "planlint.xml"]
    yield [os.path.join(formats, f) for f in sorted(os.listdir(formats_absolute)) if f.startswith("bad-") and f.endswith((".xml", ".docx"))]
    yield ["kopia/a.xml", "./kopia/b.xml", os.path.join(work, "kopia", "b.xml"), HOSTILE.replace("/", "") + ".xml"]
    yield ["trasig.xml", "finns-inte.xml"]
    yield ["tillåten.xml"]
    yield ["--rules", "finns-inte.xml", "kopia/a.xml"]
    yield ["--select", "FINNS,TRC001", "kopia/a.xml"]
    yield ["--baseline", "grund.xml", "kopia/a.xml", "tillåten.xml"]
    yield [os.path.join(formats, "good-clean.xml")]


def lines_of(path):
    """The lines of a file as text, as the formats count them."""
    data = open(os.path.join(work, path), "rb").read()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16")
    elif re.search(rb'encoding="(ISO-8859-1|windows-1252)"', data[:100], re.I):
        text = data.decode("cp1252")
    else:
        text = data.decode("utf-8-sig", "replace")
    return re.split("\r\n|\r|\n", text)


def cut(path, begin, end):
    """The text between (line, column) and (line, column), columns in code points."""
    lines = lines_of(path)[begin[0] - 1:end[0]]
    lines[-1] = lines[-1][:end[1] - 1]
    lines[0] = lines[0][begin[1] - 1:]
    return "\n".join(lines)


def quoted(text):
    """Text of a file as it is read: markup characters decoded, white space as one space."""
    return re.sub(r"[ \t\r\n]+", " ", html.unescape(re.sub(r"<!\[CDATA\[|\]\]>", "", text))).strip()


def same_text(found, want, what):
    check(quoted(found) == quoted(want), f"{what}: {found[:80]!r} is not {want[:80]!r}")


def validate(instance, schema):
    path = os.path.join(SCHEMAS, schema)
    try:
        import jsonschema
    except ImportError:
        return skip("python3-jsonschema is missing")
    if not os.path.exists(path):
        return skip(f"{path} is missing")
    for item in instance if schema.startswith("gitlab") else [instance]:
        for error in jsonschema.Draft4Validator(json.load(open(path, encoding="utf-8"))).iter_errors(item):
            check(False, f"{schema}: {list(error.path)}: {error.message[:200]}")


def closed(schema):
    """The schema with every object that lists its properties closed: what is not described is not written."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) and schema.get("type") == "object" else {}
    return {**more, **{key: closed(value) for key, value in schema.items()}}


def validate_own(instance, schema):
    try:
        import jsonschema
    except ImportError:
        return skip("python3-jsonschema is missing")
    schema = json.load(open(os.path.join(source, "schemas", schema + ".schema.json"), encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    for error in jsonschema.Draft7Validator(closed(schema)).iter_errors(instance):
        check(False, f"{schema['$id']}: {list(error.path)}: {error.message[:300]}")


def harmless(text):
    """In JSON names of files keep what JSON need not escape: programs open them."""
    bidi = "" if name in ("json", "gitlab", "rdjson", "rdjsonl", "jsonl") else "\u202a-\u202e\u2066-\u2069"
    check(not re.search(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{bidi}]", text), "control characters in the output")


def line_hashes(text):
    """primaryLocationLineHash of every line, in closed form."""
    units, starts, start, carriage = [], [], True, False
    raw = text.encode("utf-16-le")
    for i in range(0, len(raw), 2):
        unit = int.from_bytes(raw[i:i + 2], "little")
        if unit in (32, 9) or (carriage and unit == 10):
            carriage = False
            continue
        carriage = unit == 13
        if start:
            starts.append(len(units))
        units.append(10 if carriage else unit)
        start = units[-1] == 10
    if start:
        starts.append(len(units))
    units.append(65535)
    seen, out = {}, []
    for begin in starts:
        window = units[begin:begin + 100]
        value = "%x" % (sum(u * pow(37, 99 - i, 1 << 64) for i, u in enumerate(window)) % (1 << 64))
        seen[value] = seen.get(value, 0) + 1
        out.append(f"{value}:{seen[value]}")
    return out


def test_sarif(text, want, arguments):
    log = json.loads(text)
    validate(log, "sarif-schema-2.1.0.json")
    validate_own(log, "sarif")
    only = log["runs"][0]
    placed = [d for d in want["diagnostics"] if d["path"]]
    check(only["columnKind"] == "unicodeCodePoints", "columnKind")
    absent = [r for r in only["results"] if r.get("baselineState") == "absent"]
    check(only["results"][len(only["results"]) - len(absent):] == absent, "what is gone comes last")
    check(len(absent) == sum(d["id"] == "CFG036" for d in placed) and all(r["ruleId"] == "TYP005" for r in absent), f"{arguments}: {absent}")
    states = [r.get("baselineState") for r in only["results"]]
    check(all(states) if "--baseline" in arguments else not any(states), f"{arguments}: baselineState of all results or of none")
    everything, only["results"] = only["results"], only["results"][:len(only["results"]) - len(absent)]
    check([r["ruleId"] for r in only["results"]] == [d["id"] for d in placed], f"{arguments}: results differ")
    check(only["originalUriBaseIds"].keys() == {"%SRCROOT%"}, "the base of relative paths")
    for rule in only["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            check(0 < len(rule[key]["text"]) and (key == "help" or len(rule[key]["text"]) <= 1024), f"{rule['id']}: {key}")
        check(rule["id"] in rule["help"]["markdown"] and rule["properties"]["tags"] == [rule["id"][:3]], f"{rule['id']}: help and tags")
        check(rule["properties"]["problem.severity"] in ("error", "warning", "recommendation"), "problem.severity")
    suppressions = {"suppressions" in r for r in everything}
    check(len(suppressions) < 2, "suppressions of all results or of none")
    prints = [r["partialFingerprints"]["planlint/v1"] for r in everything]
    check(len(set(prints)) == len(prints), f"{arguments}: fingerprints are not unique")
    for result, diag in zip(only["results"], placed):
        rule = only["tool"]["driver"]["rules"][result["ruleIndex"]]
        check(rule["id"] == result["ruleId"], "ruleIndex")
        message = result["message"]["text"].replace("\\\\", "").replace("{{", "").replace("}}", "")
        links = re.findall(r"\n\[(?:[^\[\]\\]|\\.)*\]\((\d+)\)", message)
        check(links == [str(r["id"]) for r in result.get("relatedLocations", [])] and len(links) == len(diag["related"]), f"links to related places: {message!r}")
        message = re.sub(r"\n\[(?:[^\[\]\\]|\\.)*\]\(\d+\)", "", message)
        check(not re.search(r"(?<!\\)[\[\]]|(?<!\{)\{(?!\{)", message), f"message {message!r} is not escaped")
        check(not diag["part"] or f"stycke {diag['paragraph']}: " in message or not diag["paragraph"], f"no paragraph in {message!r}")
        by = diag["suppressed"]["by"] if diag["suppressed"] else None
        check(bool(result.get("suppressions")) == (by in ("project", "document")), "suppressed")
        check(result.get("baselineState") == (None if "--baseline" not in arguments else "unchanged" if by == "baseline" else "new"), "baselineState")
        where = result["locations"][0]["physicalLocation"]
        artifact = only["artifacts"][where["artifactLocation"]["index"]]
        check(artifact["location"]["uri"] == where["artifactLocation"]["uri"], "artifact index")
        for entry in only["artifacts"]:
            check(re.fullmatch(r"(file:///)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", entry["location"]["uri"]), f"uri {entry['location']['uri']}")
        region = where["region"]
        if diag["part"]:
            parent = only["artifacts"][artifact["parentIndex"]]
            check(unquote(parent["location"]["uri"]) == diag["path"] and unquote(artifact["location"]["uri"]) == diag["part"], "nested artifact")
            check((region["byteOffset"], region["byteOffset"] + region["byteLength"]) == (diag["byteStart"], diag["byteEnd"]), "bytes of the part")
            check(result["analysisTarget"]["uri"] == parent["location"]["uri"], "analysisTarget")
        elif "startLine" in region:
            path = unquote(where["artifactLocation"]["uri"].removeprefix("file://"))
            check(os.path.normpath(path) == os.path.normpath(diag["path"]), f"{path} is not {diag['path']}")
            if os.path.exists(os.path.join(work, path)):
                same_text(cut(path, (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])), diag["quote"], path)
            if "primaryLocationLineHash" in result["partialFingerprints"] and os.path.exists(os.path.join(work, path)):
                data = open(os.path.join(work, path), "rb").read().decode("utf-8")
                check(result["partialFingerprints"]["primaryLocationLineHash"] == line_hashes(data)[region["startLine"] - 1], f"{path}: line hash")
        if diag["headingPath"]:
            check(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == " / ".join(diag["headingPath"]), "heading path")
        check(("fixes" in result) == bool(diag["fix"] and not diag["part"]), "fixes")
        check(result["relatedLocations"] if diag["related"] else "relatedLocations" not in result, "related places")
    vectors = os.path.join(SCHEMAS, "primaryLocationLineHash-vectors.json")
    if os.path.exists(vectors):
        for vector in json.load(open(vectors, encoding="utf-8"))["vectors"]:
            check(line_hashes(vector["input"]) == vector["lines"], f"line hashes of {vector['input']!r}")


def counting(want):
    return [d for d in want["diagnostics"] if not d["suppressed"]]


def shown(path):
    """The path without "./", harmless."""
    return re.sub("[\x1b\u202e]", lambda m: f"\\u{{{ord(m[0]):x}}}", plain(path)).replace("\n", " ")


def plain(path):
    return re.sub(r"^(\./)+", "", path)


def test_gitlab(text, want, arguments):
    items = json.loads(text)
    validate(items, "gitlab-codeclimate.json")
    validate_own(items, "gitlab")
    check(len({i["fingerprint"] for i in items}) == len(items), f"{arguments}: fingerprints are not unique")
    check([i["check_name"] for i in items] == [d["id"] for d in counting(want)], f"{arguments}: items differ")
    for item, diag in zip(items, counting(want)):
        where = item["location"]
        check(where["path"] == (plain(diag["path"]) or "planlint.xml") and where["lines"] == {"begin": diag["line"], "end": diag["endLine"]}, f"{arguments}: {where}")
        check(item["severity"] == {"error": "major", "warning": "minor", "info": "info"}[diag["severity"]], "severity")


def test_github(text, want, arguments):
    found = []
    for line in text.splitlines():
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        check(command, f"not a command: {line!r}")
        properties = {k: unquote(v) for k, v in (p.split("=", 1) for p in command[2].split(","))}
        if properties["title"] == "planlint":
            found.append(("overflow", int(re.findall(r"\d+", command[3])[-1])))
        else:
            found.append((command[1], properties, unquote(command[3])))
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    ordered = sorted(counting(want), key=lambda d: ["error", "warning", "info"].index(d["severity"]))
    per_level = [sum(d["severity"] == s for d in ordered) for s in levels]
    hidden = sum(max(0, n - 10) for n in per_level)
    overflow = [f for f in found if f[0] == "overflow"]
    check(len(overflow) == (hidden > 0) and all(n == hidden + (per_level[2] >= 10) for _, n in overflow), f"{arguments}: {overflow} for {hidden}")
    if overflow:
        check(found.index(overflow[0]) == per_level[0] + per_level[1], "the overflow stands before notices")
    found = [f for f in found if f[0] != "overflow"]
    check([(f[0], f[1]["title"].split()[0]) for f in found] == [(levels[d["severity"]], d["id"]) for d in ordered], f"{arguments}: commands differ")
    for (_, properties, _), diag in zip(found, ordered):
        check(properties.get("file", "") == shown(diag["path"]), f"file {properties.get('file')!r}")
        check(("col" in properties) == ("line" in properties and diag["line"] == diag["endLine"]), "columns of one line only")
        check("line" not in properties or not diag["part"], "paragraphs are no lines")
        if "col" in properties and os.path.exists(os.path.join(work, diag["path"])):
            at = int(properties["line"])
            same_text(cut(diag["path"], (at, int(properties["col"])), (at, int(properties["endColumn"]))), diag["quote"], diag["path"])


def test_summary():
    """The table of all findings is appended to the page of the build."""
    page = os.path.join(work, "sida.md")
    open(page, "w").write("# Bygge\n")
    log = run("--output", "github", "kopia/a.xml", GITHUB_STEP_SUMMARY=page)
    check(log == run("--output", "github", "kopia/a.xml"), "the log is the same")
    check(open(page, encoding="utf-8").read() == "# Bygge\n" + run("--output", "markdown", "kopia/a.xml"), "the table is appended")
    run("--output", "github:annat", "kopia/a.xml", GITHUB_STEP_SUMMARY=page + "2")
    check(not os.path.exists(page + "2"), "a report for later has no page")
    run("--output", "github", *most(20000), GITHUB_STEP_SUMMARY=page + "3")
    table = open(page + "3", encoding="utf-8").read()
    rows, rest = table.count("\n| "), int((re.search(r"\n(\d+) fynd till får inte plats här.\n$", table) or [0, 0])[1])
    check(len(table.encode()) < 1 << 20 and rows + rest == 20001 and rest, f"{len(table)} characters, {rows} rows, {rest} more")
    done = subprocess.run([planlint, "check", "--isolated", "--output", "github", "kopia/a.xml"], cwd=work, capture_output=True,
                          env={**os.environ, "GITHUB_STEP_SUMMARY": work})
    check(done.returncode == 2 and done.stdout and done.stderr, "a page that cannot be written")


def test_junit(text, want, arguments):
    schema = os.path.join(SCHEMAS, "junit-10.xsd")
    if os.path.exists(schema):
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, "-"], input=text.encode(), capture_output=True)
        check(done.returncode == 0, f"{arguments}: {done.stderr.decode()[:300]}")
    else:
        skip(f"{schema} is missing")
    suites = list(ElementTree.fromstring(text.encode()))
    cases = [case for suite in suites for case in suite]
    check(len({(c.get("classname"), c.get("name")) for c in cases}) == len(cases), f"{arguments}: cases are not unique")
    found = [case for case in cases if len(case)]
    check([c[0].get("type") for c in found] == [d["id"] for d in want["diagnostics"]], f"{arguments}: cases differ")
    check([c[0].tag == "skipped" for c in found] == [bool(d["suppressed"]) for d in want["diagnostics"]], "skipped")
    for suite in suites:
        tags = [case[0].tag if len(case) else "passed" for case in suite]
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            check(int(suite.get(attribute)) == tags.count(tag), f"{arguments}: {attribute}")
        check(int(suite.get("tests")) == len(tags) > 0, f"{arguments}: tests")
    check(len(suites) >= sum(not d["context"] for d in want["documents"]), "a suite for each document")


def starts(path, line, column, quote, what):
    """The place is where the quoted text begins."""
    if os.path.exists(os.path.join(work, path)) and path.endswith(".xml"):
        rest = "\n".join([lines_of(path)[line - 1][column - 1:], *lines_of(path)[line:]])
        check(quoted(rest + "\n").startswith(quoted(quote)), f"{what}: {rest[:40]!r} is not {quote[:40]!r}")


def test_checkstyle(text, want, arguments):
    found = [(f.get("name"), e) for f in ElementTree.fromstring(text.encode()) for e in f]
    check([e.get("source") for _, e in found] == ["planlint." + d["id"] for d in counting(want)], f"{arguments}: errors differ")
    for (path, error), diag in zip(found, counting(want)):
        check(path == (shown(diag["path"]) or "planlint") and error.get("severity") == diag["severity"], f"{arguments}: {path}")
        check((int(error.get("line")), int(error.get("column"))) == (diag["line"], diag["column"]), "line and column")
        starts(diag["path"], int(error.get("line")), int(error.get("column")), diag["quote"], path)


def compare_rdjson(found, want, arguments):
    check([f["code"]["value"] for f in found] == [d["id"] for d in counting(want)], f"{arguments}: diagnostics differ")
    for item, diag in zip(found, counting(want)):
        where = item["location"]
        check(where["path"] == plain(diag["path"]) and item["severity"] == {"error": "ERROR", "warning": "WARNING", "info": "INFO"}[diag["severity"]],
              f"{arguments}: {where}")
        check(not (diag["part"] and "range" in where), "a package has no lines")
        edits = diag["fix"]["edits"] if diag["fix"] and not diag["part"] else []
        check(len(item["suggestions"]) == (len(edits) == 1), "suggestions")
        if "range" not in where or not os.path.exists(os.path.join(work, diag["path"])):
            continue
        for at, text in [(where["range"], diag["quote"])] + [(s["range"], None) for s in item["suggestions"]]:
            lines = [line.encode() for line in lines_of(diag["path"])[at["start"]["line"] - 1:at["end"]["line"]]]
            lines[-1] = lines[-1][:at["end"]["column"] - 1]
            lines[0] = lines[0][at["start"]["column"] - 1:]
            cut_out = b"\n".join(lines).decode()
            check(text is None or quoted(cut_out) == quoted(text), f"{diag['path']}: {cut_out!r} is not {text!r}")


def test_rdjson(text, want, arguments):
    validate(json.loads(text), "rdjson.schema.json")
    validate_own(json.loads(text), "rdjson")
    compare_rdjson(json.loads(text)["diagnostics"], want, arguments)


def test_rdjsonl(text, want, arguments):
    items = [json.loads(line) for line in text.splitlines()]
    validate({"diagnostics": items}, "rdjson.schema.json")
    compare_rdjson(items, want, arguments)


def test_jsonl(text, want, arguments):
    items = [json.loads(line) for line in text.split("\n")[:-1]]
    check(items[:-1] == want["diagnostics"] and items[-1]["summary"] == want["summary"], f"{arguments}: differs from json")


    for item in items:
        validate_own(item, "report-line")


def test_json(text, want, arguments):
    validate_own(want, "report")
    prints = [(d["path"], d["fingerprint"]) for d in want["diagnostics"]]
    check(len(set(prints)) == len(prints), f"{arguments}: fingerprints are not unique")
    for diag in want["diagnostics"]:
        if diag["part"] or not os.path.isfile(os.path.join(work, diag["path"])):
            continue
        same_text(cut(diag["path"], (diag["line"], diag["column"]), (diag["endLine"], diag["endColumn"])), diag["quote"], diag["path"])


def test_gcc(text, want, arguments):
    lines = text.splitlines()
    check(len(lines) == len(counting(want)), f"{arguments}: {len(lines)} lines")
    for line, diag in zip(lines, counting(want)):
        begin = (f"{'./' if diag['path'][0] in '-:#@ ' else ''}{shown(diag['path'])}:{diag['line']}:{diag['column']}:" if diag["path"] else "planlint:")
        check(line.removeprefix("./").startswith(f"{begin.removeprefix('./')} {diag['severity']}: ") and line.endswith(f" [{diag['id']} {diag['name']}]"), f"line {line!r}")
        check(not diag["path"] or not re.match(r"[-:#@ ]", line), f"a line that begins like a command: {line!r}")


def test_text(text, want, arguments):
    """What comes from documents stands behind a gutter: no other line begins like the report's own."""
    words = {"error": "fel", "warning": "varning", "info": "upplysning"}
    found = [line for line in text.splitlines() if line.endswith("]") and not re.match(r" +\d* ?[|=>] ", line)]
    check(len(found) == len(counting(want)), f"{arguments}: {len(found)} findings")
    for line, diag in zip(found, counting(want)):
        check(f":{diag['line']}:{diag['column']}: {words[diag['severity']]}: " in line or not diag["path"], f"line {line!r}")
        check(line.endswith(f" [{diag['id']} {diag['name']}]"), f"line {line!r}")
    check(all(re.match(r" +\d* ?[|=>] |\d+ dokument: ", line) or line in found for line in text.splitlines()), "a line of its own")


def test_trace():
    plans = os.path.join(source, "fixtures", "plan-set")
    for form in ("xml", "docx"):
        files = [os.path.join(plans, f"{f}.{form}") for f in ("vp-2025-2028", "ap-2025", "ap-2026", "rapport-2025")]
        done = subprocess.run([planlint, "trace", "--isolated", "--as", "json", *files], capture_output=True)
        check(done.returncode == 0, f"trace: {done.stderr}")
        validate_own(json.loads(done.stdout), "trace")


def test_csv(text, want, arguments):
    check("\n" not in text.replace("\r\n", ""), "lines end with CR LF")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    check([f["id"] for f in found] == [d["id"] for d in counting(want)], f"{arguments}: rows differ")
    for row, diag in zip(found, counting(want)):
        check(not any(cell[:1] in tuple("=+-@\t\r") and cell for cell in row.values()), f"a formula: {row}")
        check(row["path"].lstrip("'") == shown(diag["path"]) and row["severity"] == diag["severity"], f"{arguments}: {row['path']}")
        if not diag["part"] and os.path.isfile(os.path.join(work, diag["path"])):
            same_text(cut(diag["path"], (int(row["line"]), int(row["column"])), (int(row["end_line"]), int(row["end_column"]))), diag["quote"], row["path"])


def test_markdown(text, want, arguments):
    found = text.splitlines()[2:]
    check(len(found) == len(counting(want)), f"{arguments}: {len(found)} rows")
    for row, diag in zip(found, counting(want)):
        cells = [""] + [cell.strip() for cell in re.findall(r"(?:\\.|[^|\\])+", row)]
        check(len(cells) == 5 and cells[1] == diag["severity"] and cells[2] == diag["id"], f"row {row!r}")
        spans = [re.fullmatch(r"(`+) (.*) \1", cell) for cell in cells[3:5]]
        check(all(spans) and all(m[1] not in re.findall("`+", m[2]) for m in spans), f"not in code spans: {row!r}")
        place = re.fullmatch(r"(.*):(\d+):(\d+)", spans[0][2].replace("\\ \\|", "\\\\|").replace("\\|", "|")) if all(spans) else None
        if place:
            check(place[1] == shown(diag["path"]), f"path {place[1]}")
            starts(diag["path"], int(place[2]), int(place[3]), diag["quote"], row)


def test_tap(text, want, arguments):
    lines = text.splitlines()
    points = [line for line in lines if re.match(r"(not )?ok \d+ - ", line)]
    check(lines[:2] == ["TAP version 14", f"1..{len(points)}"], f"{lines[:2]}")
    check([int(re.search(r"\d+", p)[0]) for p in points] == list(range(1, len(points) + 1)), "numbers")
    directives = [(re.search(r"(?<!\\)(?:\\\\)* # (SKIP|TODO) ", p) or [None, None])[1] for p in points]
    check(not any(re.search(r"(?<!\\)(\\\\)*#", re.sub(r" # (SKIP|TODO) ", "", p, 1)) for p in points), "another directive")
    check([line.split()[2] for line in lines if line.startswith("    - id: ")] == [d["id"] for d in counting(want)], f"{arguments}: findings differ")
    for document in (d for d in want["documents"] if not d["context"]):
        counted = any(d["path"] == document["path"] for d in counting(want))
        by = [d["suppressed"]["by"] for d in want["diagnostics"] if d["path"] == document["path"] and d["suppressed"]]
        known = not counted and "baseline" in by
        name = re.sub(r"([\\#])", r"\\\1", re.sub(r"^(\./)+", lambda m: m[0], document["path"]))
        if shown(name) == plain(name):
            found = [(p.startswith("not ok"), d) for p, d in zip(points, directives) if re.sub(r" # (SKIP|TODO) .*", "", p.split(" - ", 1)[1]) == name]
            check(found == [(counted or known, "TODO" if known else "SKIP" if by and not counted else None)], f"{name}: {found}")
    messages = [json.loads(line.split(": ", 1)[1]) for line in lines if line.startswith("      message: ")]
    check(len(messages) == len(counting(want)), "messages")
    check(all(re.match(r"TAP version|1\.\.|(not )?ok \d|  ---|  \.\.\.|  findings:|    - id:|      (severity|line|column|message): ", l) for l in lines), "a line of its own")


def test_svrl(text, want, arguments):
    done = subprocess.run(["xmllint", "--nonet", "--noout", "--relaxng", os.path.join(source, "schemas", "svrl.rng"), "-"], input=text.encode(), capture_output=True)
    check(done.returncode == 0, f"{arguments}: {done.stderr.decode()[:300]}")
    root, ns = ElementTree.fromstring(text.encode()), "{http://purl.oclc.org/dsdl/svrl}"
    prefixes = {e.get("prefix"): e.get("uri") for e in root.iter(ns + "ns-prefix-in-attribute-values")}
    found, document = [], None
    for element in root:
        document = element.get("document") if element.tag == ns + "active-pattern" else document
        if element.tag == ns + "failed-assert":
            found.append((document, element))
    check([e.get("flag") for _, e in found] == [d["id"] for d in counting(want)], f"{arguments}: assertions differ")
    check([e.get("id") for _, e in found] == [f"{d['id']}.{i}" for i, d in enumerate(counting(want), 1)], "ids")
    for (path, element), diag in zip(found, counting(want)):
        check(element.get("role") == diag["severity"] and element.get("test") == diag["name"], f"{path}: {element.attrib}")
        where = element.get("location")
        check(re.fullmatch(r"/|(/(p|src):[\w.-]+\[\d+\])+", where), f"location {where}")
        if where == "/" or not path or path != diag["path"] or not os.path.exists(os.path.join(work, path)):
            continue
        if not path.endswith(".xml") or diag["part"] or any(d["path"] == path and d["format"] != "plan-xml" for d in want["documents"]):
            continue
        tree = ElementTree.parse(os.path.join(work, path)).getroot()
        steps = where.split("/")[2:]
        node = tree.find("/".join(steps), prefixes) if steps else tree
        shown_text = "" if node is None else " ".join(["".join(node.itertext()), *node.attrib.values()])
        check(node is not None and quoted(diag["quote"]) in re.sub(r"\s+", " ", shown_text) + diag["quote"] * (node is tree), f"{path}: {where} has no {diag['quote']!r}")


def most(count):
    """One document with so many findings, and how planlint is asked for all of them."""
    path = os.path.join(work, "många.xml")
    with open(path, "w", encoding="utf-8") as f:
        f.write('<plan xmlns="urn:planlint:plan:1" kind="vp" period="2025/2028"><section><heading>Ett</heading>')
        f.write("<p>Gäller hälso-och sjukvård.</p>" * count + "<p>Klart den 31 mars 2031.</p></section></plan>")
    return ["--limit", "diagnostics=100000", "--limit", "time-ms=600000", "--select", "TYP001,DAT001", "många.xml"]


def test_most():
    """More findings than GitHub takes: errors come first, and how many had no room is said."""
    only = json.loads(run("--output", "sarif", *most(25003)))["runs"][0]
    check(len(only["results"]) == 25000 and only["results"][0]["ruleId"] == "DAT001", f"{len(only['results'])} results")
    told = only["invocations"][0]["toolExecutionNotifications"]
    check(len(told) == 1 and told[0]["message"]["text"].startswith("4 fynd"), f"{told}")


def test_writing():
    """A report that cannot be written is status 2, and leaves what was there as it was."""
    def status(*arguments, **more):
        command = [planlint, "check", "--isolated", "--lang", "sv", "--output", *arguments]
        return subprocess.run(command, cwd=work, stderr=subprocess.PIPE, **more).returncode
    if os.path.exists("/dev/full"):
        check(status(name, "kopia/a.xml", stdout=open("/dev/full", "wb")) == 2, "a full disk")
    reader, writer = os.pipe()
    os.close(reader)
    check(status(name, "kopia/a.xml", stdout=writer) == 2, "a closed pipe")
    os.close(writer)
    folder = os.path.join(work, "rapporter")
    os.makedirs(os.path.join(folder, "mapp"))
    old = os.path.join(folder, "gammal")
    open(old, "w").write("förra")
    check(status(f"{name}:rapporter/mapp", "kopia/a.xml") == 2, "a folder in the place of the report")
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    check(status(f"{name}:rapporter/gammal", "kopia/a.xml", preexec_fn=small, restore_signals=False) == 2, "a disk that fills up")
    check(open(old).read() == "förra" and sorted(os.listdir(folder)) == ["gammal", "mapp"], f"left behind: {os.listdir(folder)}")
    fifo, link = os.path.join(folder, "rör"), os.path.join(folder, "länk")
    os.mkfifo(fifo)
    with open(os.path.join(work, "ur-rör"), "wb") as piped, subprocess.Popen(["cat", fifo], stdout=piped):
        check(status(f"{name}:rapporter/rör", "kopia/a.xml") == 1, "a report into a pipe")
    piped = open(os.path.join(work, "ur-rör"), encoding="utf-8", newline="").read()
    os.symlink("gammal", link)
    check(status(f"{name}:rapporter/länk", "kopia/a.xml") == 1 and os.path.islink(link), "a report through a link")
    check(piped == open(old, encoding="utf-8", newline="").read() == run("--output", name, "kopia/a.xml"), "the same report everywhere")
    check(stat.S_ISFIFO(os.stat(fifo).st_mode), "a pipe stays a pipe")


def test_root():
    """A forge is told of files from its own folder, wherever planlint runs; the others as they were named."""
    same = run("--output", name, "kopia/a.xml")
    link = os.path.join(work, "länk")
    os.symlink(work, link)
    for arguments, variables in ((["a.xml"], {"GITHUB_WORKSPACE": work}), (["../kopia/./a.xml"], {"CI_PROJECT_DIR": work}), (["a.xml", "--path-root", ".."], {}),
                                 ([os.path.join(work, "kopia", "a.xml")], {"GITHUB_WORKSPACE": work}), ([link + "/kopia/a.xml"], {"GITHUB_WORKSPACE": link})):
        text = run("--output", name, *arguments, folder="kopia", **variables)
        check((text == same) == (name in ("sarif", "gitlab", "github", "junit")), f"{arguments} {variables}: another path")
    os.unlink(link)


plans_absolute, formats_absolute = os.path.join(source, "fixtures", "plan-set"), os.path.join(source, "fixtures", "formats")
with tempfile.TemporaryDirectory() as work:
    plan = open(os.path.join(formats_absolute, "bad-mixed.xml"), encoding="utf-8").read()
    os.mkdir(os.path.join(work, "kopia"))
    for path in ("kopia/a.xml", "kopia/b.xml", HOSTILE.replace("/", "") + ".xml"):
        open(os.path.join(work, path), "w", encoding="utf-8", newline="").write(plan)
    open(os.path.join(work, "trasig.xml"), "w").write("<plan><a></plan>")
    rule = json.loads(run("--output", "json", "kopia/a.xml"))["diagnostics"][-1]["id"]
    allowed = re.sub(r"(<section\b)", rf"<?planlint off {rule} avtalat [a] | så?>\1", plan)
    open(os.path.join(work, "tillåten.xml"), "w", encoding="utf-8", newline="").write(allowed)
    check(json.loads(run("--output", "json", "tillåten.xml"))["summary"]["suppressed"], "a finding is suppressed")
    planned = subprocess.run([planlint, "baseline", "create", "--isolated", "--baseline", "grund.xml", "kopia/a.xml"], cwd=work, capture_output=True)
    check(planned.returncode == 0, f"baseline: {planned.stderr}")
    known = open(os.path.join(work, "grund.xml"), encoding="utf-8").read()
    first, gone = re.search(r"  <finding.*\n", known)[0], f'  <finding rule="TYP005" path="kopia/a.xml" fingerprint="{32 * "0"}" quote="o"/>\n'
    open(os.path.join(work, "grund.xml"), "w", encoding="utf-8").write(known.replace(first, gone, 1))
    test_root()
    test_writing()
    for special, test in (("sarif", test_most), ("github", test_summary), ("json", test_trace)):
        if name == special:
            test()
    for arguments in runs():
        text = run("--output", name, *arguments)
        check(text == run("--output", name, *arguments), "the same input gives the same report")
        harmless(text)
        globals()["test_" + name](text, json.loads(run("--output", "json", *arguments)), arguments)
finish(f"formats/{name}")
