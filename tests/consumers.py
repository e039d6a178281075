#!/usr/bin/env python3
"""The programs that read planlint's reports, asked what they understood: editors as they are installed, the patterns of
VS Code and GitHub, and for every format with columns the text that its columns mean.

usage: consumers.py PLANLINT SOURCE-DIR columns|paragraphs|uris|vim|emacs|flymake|tap|patterns

The documents have å ä ö, combining marks, astral characters and tabs before what is wrong, in every encoding and with
every line end that planlint reads; their names have spaces, " - ", å ä ö composed and decomposed. A program that is
missing ends the test with status 77.
"""
import csv, io, json, os, re, shutil, subprocess, sys, tempfile, unicodedata
from urllib.parse import unquote
from xml.etree import ElementTree

from tally import check, finish, skip

planlint, source, consumer = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
EDITORS = os.path.join(source, "docs", "editors")

LINES = ["Enkel: hälso-och sjukvård.", "Å ä ö före: hälso-och sjukvård.", "Kombinerat e\u0301 a\u0308 n\u0303 före: hälso-och sjukvård.",
         "Astralt 🏥 𝄞 🏥 före: hälso-och sjukvård.", "漢字 före: hälso-och sjukvård.", "En\ttabb\t🏥\te\u0301 före: hälso-och sjukvård.",
         "Klart den 31 mars 2031."]
NAMES = {"enkel.xml": ("utf-8", "\n"), "med blank.xml": ("utf-8", "\r\n"), "Plan - 2025.xml": ("utf-8", "\n"), "H\u00e4lsoplan \u00e5 \u00f6.xml": ("utf-8", "\n"),
         "Ha\u0308lsoplan a\u030a o\u0308.xml": ("utf-8", "\r\n"), "bom.xml": ("utf-8-sig", "\n"), "utf16le.xml": ("utf-16-le", "\r\n"), "utf16be.xml": ("utf-16-be", "\n"),
         "cr.xml": ("utf-8", "\r"), "latin1.xml": ("iso-8859-1", "\n"), "mapp/Ännu - en (1).xml": ("utf-8", "\n")}


def write_documents():
    os.mkdir(os.path.join(work, "mapp"))
    for name, (encoding, end) in NAMES.items():
        lines = LINES if encoding != "iso-8859-1" else [l for l in LINES if all(ord(c) < 256 for c in l)]
        declared = {"utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}.get(encoding, encoding.upper())
        text = end.join([f'<?xml version="1.0" encoding="{declared}"?>', '<plan xmlns="urn:planlint:plan:1" kind="vp" period="2025/2028">', "<section><heading>Ett</heading>",
                         *(f"  <p>{line}</p>" for line in lines), "</section>", "</plan>", ""])
        data = (text if not encoding.startswith("utf-16") else "\ufeff" + text).encode(encoding)
        open(os.path.join(work, name), "wb").write(data)


def text_lines(name):
    data = open(os.path.join(work, name), "rb").read()
    text = data.decode({"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(NAMES[name][0], NAMES[name][0]))
    return re.split("\r\n|\r|\n", text)


def run(*arguments):
    done = subprocess.run([planlint, "check", "--isolated", "--lang", "en", "--select", "TYP001,DAT001,MET005", *arguments], cwd=work, capture_output=True)
    check(done.returncode == 1 and not done.stderr, f"{arguments}: status {done.returncode} {done.stderr[:200]}")
    return done.stdout.decode()


def need(program):
    found = shutil.which(program)
    if not found:
        skip(f"{program} is missing")
        finish(f"consumers/{consumer}")
    return found


def place(diag):
    """The rest of the line from a finding on."""
    return text_lines(diag["path"])[diag["line"] - 1][diag["column"] - 1:]


def wanted():
    diags = json.loads(run("--output", "json", *NAMES))["diagnostics"]
    paragraphs = sum(line.startswith("  <p>") for n in NAMES for line in text_lines(n))
    check(len(diags) == paragraphs + len(NAMES), f"{len(diags)} findings of {paragraphs} paragraphs and the document as a whole")
    check({d["severity"] for d in diags} == {"error", "warning", "info"}, "every severity")
    for diag in diags:
        check(place(diag).startswith(diag["quote"]), f"{diag['path']}:{diag['line']}:{diag['column']} is not {diag['quote']!r}")
    return diags


def cells(text):
    at = 0
    for c in text:
        at += 8 - at % 8 if c == "\t" else 0 if unicodedata.category(c) in ("Mn", "Me", "Cf", "Cc") and c != "\u00ad" else 2 if unicodedata.east_asian_width(c) in "WF" else 1
    return at


UNITS = {"codepoint": len, "byte": lambda s: len(s.encode()), "utf16": lambda s: len(s.encode("utf-16-le")) // 2, "display": cells}


def consume_columns():
    """Every format that has columns: each leads to the quoted text, in the unit that the format has."""
    want = wanted()
    line_pattern = r"(?m)^(?:\./)?([^|>=\n][^:\n]*\.xml):(\d+):(\d+): "
    def gcc(text): return [(p, int(l), int(c)) for p, l, c in re.findall(line_pattern, text)]
    def rdjson(items): return [(i["location"]["path"], i["location"]["range"]["start"]["line"], i["location"]["range"]["start"]["column"]) for i in items]
    def sarif(log):
        places = [r["locations"][0]["physicalLocation"] for r in log["runs"][0]["results"]]
        return [(unquote(p["artifactLocation"]["uri"]), p["region"]["startLine"], p["region"]["startColumn"]) for p in places]
    def github(text):
        found = [dict(p.split("=", 1) for p in re.match(r"::\w+ ([^:]*)::", line)[1].split(",")) for line in text.splitlines()]
        return [(unquote(f["file"]), int(f["line"]), int(f["col"])) for f in found if "file" in f]
    def tap(text):
        found, path = [], None
        for line in text.splitlines():
            path = line.split(" - ", 1)[1] if line.startswith(("ok", "not ok")) else path
            found += [[path]] if line.startswith("    - id") else []
            if re.match("      (line|column): ", line):
                found[-1].append(int(line.split()[1]))
        return [tuple(f) for f in found]
    def xml(text, tag): return [e for e in ElementTree.fromstring(text.encode()).iter() if e.tag.endswith(tag)]
    formats = {
        "text": ("codepoint", gcc), "gcc": ("codepoint", gcc),
        "jsonl": ("codepoint", lambda t: [(d["path"], d["line"], d["column"]) for d in map(json.loads, t.splitlines()) if "id" in d]),
        "sarif": ("codepoint", lambda t: sarif(json.loads(t))), "github": ("codepoint", github),
        "junit": ("codepoint", lambda t: gcc("\n".join(e.text for e in xml(t, "failure")))),
        "checkstyle": ("codepoint", lambda t: [(f.get("name"), int(e.get("line")), int(e.get("column"))) for f in xml(t, "file") for e in f]),
        "rdjson": ("byte", lambda t: rdjson(json.loads(t)["diagnostics"])), "rdjsonl": ("byte", lambda t: rdjson(map(json.loads, t.splitlines()))),
        "csv": ("codepoint", lambda t: [(r["path"], int(r["line"]), int(r["column"])) for r in csv.DictReader(io.StringIO(t, newline=""))]),
        "markdown": ("codepoint", lambda t: [(p, int(l), int(c)) for p, l, c in re.findall(r"\| ` ([^`]*):(\d+):(\d+) ` \|", t)]),
        "svrl": ("codepoint", lambda t: gcc("\n".join(e.text for e in xml(t, "text")))), "tap": ("codepoint", tap)}
    known = set(re.findall(r'(?m)^    \{"(\w+)",\s+\{', open(os.path.join(source, "src", "report", "report.c"), encoding="utf-8").read()))
    check(known == {*formats, "json", "gitlab"}, f"formats without a test of their columns: {known ^ {*formats, 'json', 'gitlab'}}")
    trials = [(name, unit, read, []) for name, (unit, read) in formats.items()]
    trials += [(name, unit, gcc, ["--column-unit", unit]) for name in ("gcc", "text") for unit in UNITS]
    for name, unit, read, options in trials:
        found = read(run("--output", name, *options, *NAMES))
        expected = [(d["path"], d["line"], UNITS[unit](text_lines(d["path"])[d["line"] - 1][:d["column"] - 1]) + 1) for d in want]
        if name == "github":
            found, expected = sorted(found), sorted(expected)
        check(found == expected, f"{name} {options}: {[p for p in zip(found, expected) if p[0] != p[1]][:3] or (len(found), len(expected))}")


def consume_paragraphs():
    """Lines and columns of Word files are those of the text that planlint extract prints."""
    for name in ("formats/bad-package.docx", "plan-set/ap-2026.docx"):
        path = os.path.join(source, "fixtures", name)
        done = subprocess.run([planlint, "extract", "--isolated", path], capture_output=True)
        check(done.returncode == 0, f"extract: {done.stderr}")
        lines = done.stdout.decode().split("\n")
        check_all = lambda *a: subprocess.run([planlint, "check", "--isolated", "--lang", "en", *a, path], capture_output=True).stdout.decode()
        want = [d for d in json.loads(check_all("--output", "json"))["diagnostics"] if d["paragraph"] and d["part"]]
        check(len(want) > 3, f"{name}: {len(want)} findings in paragraphs")
        for diag in want:
            rest = "\n".join([lines[diag["line"] - 1][diag["column"] - 1:], *lines[diag["line"]:]])
            check(rest.startswith(diag["quote"]), f"{name}:{diag['line']}:{diag['column']}: {rest[:30]!r} is not {diag['quote']!r}")
        for unit, measure in UNITS.items():
            places = re.findall(r"(?m):(\d+):(\d+): \w+: .*\[([A-Z]{3}\d{3}) ", check_all("--output", "gcc", "--column-unit", unit))
            for diag in want:
                expected = (str(diag["line"]), str(measure(lines[diag["line"] - 1][:diag["column"] - 1]) + 1), diag["id"])
                check(expected in places, f"{name}: {unit}: {expected}")


def consume_uris():
    """RFC 3986: what a URI may consist of; the bytes of the name, neither composed nor decomposed."""
    pchar = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
    relative = re.compile(rf"(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{{2}})+(?:/{pchar}*)*")
    absolute = re.compile(rf"file://(?:/{pchar}*)+")
    names = [*NAMES, "a#b?c%d[e].xml", "c:d e.xml", "\u202e rtl.xml"]
    for extra in names[len(NAMES):]:
        shutil.copy(os.path.join(work, "enkel.xml"), os.path.join(work, extra))
    for base in ("", work + "/"):
        only = json.loads(run("--output", "sarif", *(base + n for n in names)))["runs"][0]
        uris = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in only["results"]]
        for uri in uris:
            check((absolute if base else relative).fullmatch(uri["uri"]), f"not a URI: {uri['uri']}")
            check(("uriBaseId" in uri) == (not base), f"uriBaseId of {uri}")
        check({unquote(u["uri"].removeprefix("file://")) for u in uris} == {base + n for n in names}, "the names of the files")
        prints = [r["partialFingerprints"]["planlint/v1"] for r in only["results"]]
        items = [i["fingerprint"] for i in json.loads(run("--output", "gitlab", *(base + n for n in names)))]
        check(len(set(prints)) == len(prints) and len(set(items)) == len(items), "fingerprints are not unique")


def compare_editor(found, want, what, severity):
    """found: file, line, rest of the line from the cursor on, severity, message."""
    check(len(found) == len(want), f"{what}: {len(found)} of {len(want)} findings")
    for (path, line, rest, level, message), diag in zip(found, want):
        check(os.path.basename(path) == os.path.basename(diag["path"]) and line == diag["line"], f"{what}: {path!r}:{line} is not {diag['path']!r}:{diag['line']}")
        check(level == severity[diag["severity"]] and diag["id"] in message, f"{what}: {path}:{line}: {level} {message!r}")
        check(rest.startswith(diag["quote"]), f"{what}: {path!r}:{line}: the cursor stands at {rest[:30]!r}, not at {diag['quote']!r}")


def consume_vim():
    vim = need("vim")
    want = wanted()
    os.makedirs(os.path.join(work, "vim", "compiler"))
    shutil.copy(os.path.join(EDITORS, "planlint.vim"), os.path.join(work, "vim", "compiler"))
    script = os.path.join(work, "prov.vim")
    with open(script, "w", encoding="utf-8") as f:
        f.write("set encoding=utf-8\nscriptencoding utf-8\nset nocompatible hidden fileencodings=ucs-bom,utf-8,latin1 fileformats=unix,dos,mac shellpipe=> shell=/bin/sh\n"
                f"let &runtimepath = {json.dumps(os.path.join(work, 'vim'))} . ',' . &runtimepath\ncompiler planlint\n"
                f"let &makeprg = substitute(&makeprg, '^planlint check', {json.dumps(planlint + ' check --isolated --lang en --select TYP001,DAT001,MET005')}, '')\n"
                f"silent make! {' '.join(chr(39) + n + chr(39) for n in NAMES)}\n"
                "let found = []\nlet number = 0\nfor entry in getqflist()\n  let number += 1\n  if !entry.valid | call add(found, ['', 0, '', '', entry.text]) | continue | endif\n"
                "  execute 'silent cc' number\n"
                "  call add(found, [bufname('%'), line('.'), strpart(getline('.'), col('.') - 1), entry.type, entry.text])\nendfor\n"
                "call writefile([json_encode(found)], 'funnet.json')\nquitall!\n")
    done = subprocess.run([vim, "-es", "-u", "NONE", "-i", "NONE", "-n", "-S", script], cwd=work, capture_output=True, timeout=120, stdin=subprocess.DEVNULL)
    check(os.path.exists(os.path.join(work, "funnet.json")), f"vim: {done.returncode} {done.stderr[-300:]}")
    compare_editor(json.load(open(os.path.join(work, "funnet.json"), encoding="utf-8")), want, "vim", {"error": "e", "warning": "w", "info": "i"})
    print(subprocess.run([vim, "--version"], capture_output=True, text=True).stdout.splitlines()[0])


def emacs(*arguments):
    program = need("emacs")
    done = subprocess.run([program, "-Q", "--batch", *arguments], cwd=work, capture_output=True, timeout=240, stdin=subprocess.DEVNULL,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "PATH": os.path.dirname(planlint) + os.pathsep + os.environ["PATH"]})
    check(done.returncode == 0, f"emacs: {done.returncode} {done.stderr.decode()[-600:]}")
    return done


NEXT_ERRORS = r"""
(setq inhibit-message t compilation-skip-threshold 0)
(defun found (output file)
  (let (all (continue t))
    (with-current-buffer output
      (goto-char (point-min)))
    (setq next-error-last-buffer output)
    (while continue
      (condition-case nil
          (progn
            (with-current-buffer output (compilation-next-error-function 1))
            (let* ((message (with-current-buffer output
                              (goto-char (or (marker-position compilation-current-error) compilation-current-error))
                              (list (compilation--message->type (get-text-property (point) 'compilation-message))
                                    (buffer-substring-no-properties (point) (line-end-position)))))
                   (buffer (window-buffer (selected-window))))
              (with-current-buffer buffer
                (goto-char (window-point (selected-window)))
                (push (vector (buffer-file-name) (line-number-at-pos) (buffer-substring-no-properties (point) (line-end-position))
                              (car message) (cadr message))
                      all))))
        (user-error (setq continue nil))))
    (with-temp-file file
      (set-buffer-file-coding-system 'utf-8-unix)
      (insert (json-encode (vconcat (nreverse all)))))))
"""


def consume_emacs():
    """compile as it is, for the names that its rule for GNU programs reads; and planlint-check, for all."""
    need("emacs")
    levels = {"error": 2, "warning": 1, "info": 0}
    want = wanted()
    plain = [n for n in NAMES if " - " not in n and n != "latin1.xml"]
    open(os.path.join(work, "next.el"), "w", encoding="utf-8").write(NEXT_ERRORS)
    listing = os.path.join(work, "lista")
    open(listing, "w", encoding="utf-8").write("planlint check\n\n" + run("--output", "gcc", "--column-unit", "display", *plain))
    emacs("-l", "compile", "-l", "json", "-l", "next.el", "--eval",
          '(progn (find-file "lista") (setq default-directory default-directory) (compilation-mode) (setq buffer-read-only nil) '
          '(compilation--ensure-parse (point-max)) (found (current-buffer) "funnet.json"))')
    compare_editor(json.load(open(os.path.join(work, "funnet.json"), encoding="utf-8")), [d for d in want if d["path"] in plain], "compile", levels)
    open(listing, "w", encoding="utf-8").write("planlint check\n\n" + run("--output", "gcc", *NAMES))
    emacs("-l", os.path.join(EDITORS, "planlint-flymake.el"), "-l", "json", "-l", "next.el", "--eval",
          '(progn (find-file "lista") (planlint-compilation-mode) (setq buffer-read-only nil) '
          '(compilation--ensure-parse (point-max)) (found (current-buffer) "funnet.json"))')
    compare_editor(json.load(open(os.path.join(work, "funnet.json"), encoding="utf-8")), want, "planlint-check", levels)
    print(emacs("--version").stdout.decode().splitlines()[0])


def consume_flymake():
    """The backend byte-compiles without warnings, and reports what planlint finds in a buffer that is not saved."""
    need("emacs")
    want = wanted()
    compiled = os.path.join(work, "planlint-flymake.el")
    shutil.copy(os.path.join(EDITORS, "planlint-flymake.el"), compiled)
    emacs("--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile", compiled)
    open(os.path.join(work, "prov.el"), "w", encoding="utf-8").write(r"""
(require 'planlint-flymake)
(setq planlint-arguments '("--isolated" "--lang=en" "--select=TYP001,DAT001,MET005"))
(let (all (root default-directory))
  (dolist (name command-line-args-left)
    (find-file (expand-file-name name root))
    (let (done)
      (planlint-flymake (lambda (diagnostics &rest _)
        (setq done t)
        (if (not (listp diagnostics))
            (push (vector name 0 (format "%s" diagnostics) "" "") all)
          (dolist (d diagnostics)
            (push (vector name (line-number-at-pos (flymake-diagnostic-beg d) t)
                          (buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d))
                          (substring (symbol-name (flymake-diagnostic-type d)) 1) (flymake-diagnostic-text d))
                  all)))))
      (while (not done) (accept-process-output nil 0.05))))
  (setq command-line-args-left nil)
  (with-temp-file (expand-file-name "funnet.json" root)
    (set-buffer-file-coding-system 'utf-8-unix)
    (insert (json-encode (vconcat (nreverse all))))))
""")
    names = list(NAMES)
    emacs("-L", ".", "-l", "prov.el", *names)
    found = json.load(open(os.path.join(work, "funnet.json"), encoding="utf-8"))
    order = {n: i for i, n in enumerate(names)}
    want = sorted((d for d in want if d["path"] in order), key=lambda d: order[d["path"]])
    compare_editor(found, want, "flymake", {"error": "error", "warning": "warning", "info": "note"})
    for (_, _, text, _, _), diag in zip(found, want):
        check(text == diag["quote"] or not diag["quote"], f"flymake: {text!r} is not {diag['quote']!r}")


TAP_PARSER = r"""
use TAP::Parser; use JSON::PP; local $/; binmode STDIN, ':utf8';
my $parser = TAP::Parser->new({tap => <STDIN>}); my @found;
while (my $r = $parser->next) {
  push @found, ["test", $r->number + 0, $r->is_actual_ok ? 1 : 0, $r->directive, $r->explanation, $r->description] if $r->is_test;
  push @found, ["yaml", $r->data] if $r->is_yaml;
}
print JSON::PP->new->utf8->encode([\@found, [$parser->parse_errors]]);
"""


def consume_tap():
    """Perl's TAP::Parser, which knows the format but for the number of the version; and YAML, which every block has to be."""
    perl = need("perl")
    want = wanted()
    subprocess.run([planlint, "baseline", "create", "--isolated", "--select", "TYP001,DAT001,MET005", "--baseline", "grund.xml", "bom.xml"], cwd=work, check=True,
                   stdout=subprocess.DEVNULL)
    text = open(os.path.join(work, "enkel.xml"), encoding="utf-8").read()
    head, rest = text.split("<section>", 1)
    open(os.path.join(work, "enkel.xml"), "w", encoding="utf-8").write(head + "<?planlint off TYP001,DAT001 prov av # och \\ här?><section>" + rest)
    text = run("--baseline", "grund.xml", "--severity", "MET005=off", "--output", "tap", *NAMES)
    check(text.startswith("TAP version 14\n"), "the version")
    done = subprocess.run([perl, "-e", TAP_PARSER], input=text.replace("version 14", "version 13", 1).encode(), capture_output=True)
    check(done.returncode == 0, done.stderr.decode())
    found, errors = json.loads(done.stdout)
    check(errors == [], f"TAP::Parser: {errors}")
    tests, blocks = [f for f in found if f[0] == "test"], [f[1] for f in found if f[0] == "yaml"]
    check(len(tests) == len(NAMES) and [t[3] for t in tests].count("TODO") == 1 == [t[3] for t in tests].count("SKIP"), f"{tests}")
    check([t[2] for t in tests] == [int(t[3] == "SKIP") for t in tests], "what is ok")
    counted = [d for d in want if d["path"] not in ("bom.xml", "enkel.xml") and d["severity"] != "info"]
    check([(f["id"], str(f["line"]), str(f["column"]), f["message"]) for b in blocks for f in b["findings"]]
          == [(d["id"], str(d["line"]), str(d["column"]), d["message"]) for d in counted], "the findings of the blocks")
    try:
        import yaml
        strict = [yaml.safe_load(re.sub("(?m)^  ", "", b)) for b in re.findall(r"(?ms)^  ---\n(.*?)^  \.\.\.$", text)]
        check([f["message"] for b in strict for f in b["findings"]] == [d["message"] for d in counted], "YAML")
    except ImportError:
        print("python3-yaml is missing: the blocks were read by TAP::Parser alone")


def javascript(pattern):
    """A pattern of JavaScript without named groups means the same here but for digits."""
    return re.compile(pattern, re.ASCII)


def consume_patterns():
    """The problem matchers that are shipped, and the one that VS Code has for gcc."""
    want = wanted()
    lines = run("--output", "gcc", "--column-unit", "utf16", *NAMES).splitlines()
    check(len(lines) == len(want), "a line each")
    tasks = json.load(open(os.path.join(EDITORS, "vscode-tasks.json"), encoding="utf-8"))["tasks"]
    task = tasks[0]["problemMatcher"]["pattern"]
    github = [m["pattern"][0] for m in json.load(open(os.path.join(EDITORS, "github-matcher.json"), encoding="utf-8"))["problemMatcher"]]
    gcc = {"regexp": r"^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error):\s+(.*)$", "file": 1, "line": 2, "column": 3, "severity": 4, "message": 5}
    check(tasks[0]["args"][tasks[0]["args"].index("--column-unit") + 1] == "utf16", "VS Code counts UTF-16")
    for line, diag in zip(lines, want):
        column = len(text_lines(diag["path"])[diag["line"] - 1][:diag["column"] - 1].encode("utf-16-le")) // 2 + 1
        expected = {"file": diag["path"], "line": str(diag["line"]), "column": str(column), "severity": diag["severity"], "code": diag["id"]}
        matches = [(p, javascript(p["regexp"]).search(line)) for p in (gcc, task, *github)]
        check(bool(matches[0][1]) == (diag["severity"] != "info") and matches[1][1], f"VS Code does not read {line!r}")
        check(sum(bool(m) for _, m in matches[2:]) == 1, f"one of GitHub's matchers reads {line!r}")
        for pattern, match in matches:
            for key, value in expected.items():
                check(not match or key not in pattern or match[pattern[key]] == value, f"{key} of {line!r} is {match and key in pattern and match[pattern[key]]!r}")
    node = shutil.which("node")
    if node:
        program = "const [p, l] = JSON.parse(require('fs').readFileSync(0)); console.log(JSON.stringify(p.map(x => l.map(y => { const m = new RegExp(x).exec(y); return m && [...m]; }))))"
        patterns = [p["regexp"] for p in (gcc, task, *github)]
        done = subprocess.run([node, "-e", program], input=json.dumps([patterns, lines]).encode(), capture_output=True)
        mine = [[m and [m[0], *m.groups()] for m in map(javascript(p).search, lines)] for p in patterns]
        check(json.loads(done.stdout) == mine, "JavaScript reads the patterns otherwise")
        print("node", subprocess.run([node, "--version"], capture_output=True, text=True).stdout.strip())


with tempfile.TemporaryDirectory() as work:
    work = os.path.realpath(work)
    write_documents()
    globals()["consume_" + consumer]()
finish(f"consumers/{consumer}")
