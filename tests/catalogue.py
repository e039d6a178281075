#!/usr/bin/env python3
"""What the rules, the sources and the fixtures say about each other.

usage: catalogue.py SOURCE-DIR PLANLINT

Every id that the sources emit is a rule; every rule is worded in both languages, gives a reason and has examples; every
rule has a folder of fixtures, or stands in fixtures/exceptions with the test that has it instead, or why there is none.
docs/rules.md names every check element with all that it may have, and its examples are packs that hold. What the grammar
lets through some check reads.
"""
import glob, os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET

from tally import check, finish

ROOT, PLANLINT = sys.argv[1:3]
R = "{urn:planlint:rules:1}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ID = re.compile(r"[A-Z]{3}[0-9]{3}")


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def cases(folder, prefix):
    return [p for ending in ("xml", "docx") for p in glob.glob(os.path.join(folder, f"{prefix}-*.{ending}"))]


rules = {}
for path in sorted(glob.glob(os.path.join(ROOT, "rules", "*.xml"))):
    for rule in ET.parse(path).getroot():
        if ID.fullmatch(rule.get("id", "")):
            check(rule.get("id") not in rules, f"{rule.get('id')} is there twice")
            rules[rule.get("id")] = rule
check(len(rules) > 100, f"only {len(rules)} rules were found")

for path in sorted(glob.glob(os.path.join(ROOT, "src", "*", "*.[ch]"))):
    for id in sorted(set(re.findall(r'"([A-Z]{3}[0-9]{3})"', read(path)))):
        check(id in rules, f"{os.path.relpath(path, ROOT)} emits {id}, which is no rule")

# What explain.c and verdict.c rely on: children come in any order and number.
X = "{http://www.w3.org/2001/XMLSchema}"
for path in sorted(glob.glob(os.path.join(ROOT, "schemas", "*.xsd"))):
    for holder in ET.parse(path).getroot().iter():
        for model in holder if holder.tag in (X + "complexType", X + "extension") else ():
            if model.tag in (X + "choice", X + "sequence", X + "group", X + "all"):
                inner = list(model) if model.tag == X + "sequence" and len(model) == 1 else [model]
                check(inner[0].get("minOccurs") == "0" and inner[0].get("maxOccurs") == "unbounded",
                      f"{os.path.basename(path)}: an element must come in some order or number, and no finding says so")

for id, rule in rules.items():
    for element in ("message", "why"):
        for language in ("sv", "en"):
            texts = [e for e in rule.findall(R + element) if e.get(LANG) == language]
            check(len(texts) == 1 and "".join(texts[0].itertext()).strip(), f"{id} has no {element} in {language}")
    messages = {e.get(LANG): set(re.findall(r"(?<!\{)\{(\w+)\}", "".join(e.itertext()))) for e in rule.findall(R + "message")}
    common = {language: {re.sub("_(sv|en)$", "", name) for name in names} for language, names in messages.items()}
    check(len({frozenset(names) for names in common.values()}) == 1, f"{id}: the messages have different placeholders: {messages}")
    if rule.tag != R + "engine":
        for example in ("bad", "good"):
            check(rule.find(f"{R}examples/{R}{example}") is not None, f"{id} has no {example} example")

exceptions = {}
for number, line in enumerate(read("fixtures/exceptions").splitlines(), 1):
    if not line or line.startswith("#"):
        continue
    match = re.fullmatch(r"([A-Z]{3}[0-9]{3})(?:-([0-9]{3}))?\s+(\S+)\s+(\S.*)", line)
    check(match, f"fixtures/exceptions:{number}: id, test and reason are expected")
    if match:
        first, last, test, reason = match.groups()
        for n in range(int(first[3:]), int(last or first[3:]) + 1):
            exceptions[f"{first[:3]}{n:03}"] = test

for id, rule in rules.items():
    folder = os.path.join(ROOT, "fixtures", f"{id}-{rule.get('name')}")
    test = exceptions.get(id)
    if os.path.isdir(folder):
        check(cases(folder, "bad"), f"{folder} has no bad case")
        check(rule.tag == R + "engine" or cases(folder, "good"), f"{folder} has no good case")
        check(test is None or "-" in test, f"{id} has fixtures and does not belong in fixtures/exceptions")
    elif test is None:
        check(False, f"{id} has no folder {os.path.basename(folder)} and no reason in fixtures/exceptions")
    elif test != "-":
        check(re.search(rf"\b{id}\b", read(test)), f"fixtures/exceptions names {test} for {id}, but that does not mention it")

for folder in sorted(glob.glob(os.path.join(ROOT, "fixtures", "*", ""))):
    id = os.path.basename(os.path.dirname(folder))[:6]
    check(not ID.match(id) or id in rules, f"{folder}: {id} is no rule")
for id in exceptions:
    check(id in rules, f"fixtures/exceptions: {id} is no rule")

manual = read("docs/rules.md")
schema = read("schemas/rules.xsd")
table = read("src/check/check.c").split("static const struct element elements[] = {")[1].split("\n};")[0]
variants = set(re.findall(r'\{"(\w+)",\s*(?:NULL|"(\w+)"),\s*(?:NULL|"([^"]*)")', table))
sections = dict(re.findall(r"(?ms)^## (\w+)\n(.*?)(?=^## |\Z)", manual))
check(len({element for element, _, _ in variants}) >= 17, "the table of check elements was not found")
for element, attribute, value in sorted(variants | {("engine", "", "")}):
    check(element in sections, f"docs/rules.md has no section {element}")
    check(not value or re.search(rf"[\s`\"]{value}[`\"\s]", sections.get(element, "")),
          f"docs/rules.md does not name {attribute}=\"{value}\" under {element}")
rows = {}
for name, row in re.findall(r'(?ms)^    \{"(\w+)",(.*?)\},$', table):
    selector = re.match(r'\s*"([\w-]+)"', row)
    words = re.search(r'\.reads = "([^"]*)"', row)
    rows.setdefault(name, set()).update({selector.group(1)} if selector else set(), (word.split("=")[0] for word in words.group(1).split()) if words else ())
PATTERNS = {"match", "except", "term", "form", "first", "then", "token", "open", "close", "cue"}
XSD = "{http://www.w3.org/2001/XMLSchema}"
for declared in ET.fromstring(schema.encode()).findall(XSD + "complexType"):
    element = declared.get("name")
    if element not in rows:
        continue
    names = {a.get("name") for a in declared.findall(XSD + "attribute")} | {e.get("name") for e in declared.iter(XSD + "element")}
    names |= {"match", "except"} if any(g.get("ref") == "patterns" for g in declared.iter(XSD + "group")) else set()
    for name in sorted(names):
        # What all patterns have is explained once, above.
        mentioned = re.search(rf"[`\s]{name}[`=\s]", sections[element]) or name in ("except", "ignore-case")
        check(mentioned, f"docs/rules.md does not mention {name} under {element}")
        check(name in rows[element] or (name == "ignore-case" and rows[element] & PATTERNS), f"no check reads {name} of {element}")
    for name in sorted(rows[element] - names - {"replace"}):
        check(False, f"schemas/rules.xsd does not let {name} of {element} through")
for group in ("identity", "common"):
    body = schema.split(f'<xs:attributeGroup name="{group}">')[1].split("</xs:attributeGroup>")[0]
    for name in re.findall(r'<xs:attribute name="([\w-]+)"', body):
        check(f"| `{name}` |" in manual, f"docs/rules.md does not explain the attribute {name}")
for number, example in enumerate(re.findall(r"(?ms)^```xml\n(.*?)^```", manual), 1):
    if not example.startswith("<rules"):
        example = f'<rules xmlns="urn:planlint:rules:1" pack="example">\n{example}</rules>\n'
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "example.xml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(example)
        run = subprocess.run([PLANLINT, "rules", "test", path], capture_output=True, text=True)
        check(run.returncode == 0, f"docs/rules.md: example {number}: {run.stdout}{run.stderr}")

for action in ("test", "check"):
    run = subprocess.run([PLANLINT, "rules", action, os.path.join(ROOT, "fixtures", "grammar", "parameters.xml")], capture_output=True, text=True)
    check(run.returncode == 0, f"fixtures/grammar/parameters.xml: {run.stdout}{run.stderr}")

finish("catalogue")
