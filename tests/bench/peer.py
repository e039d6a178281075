#!/usr/bin/env python3
"""What a team without planlint writes: lxml with XML Schema and ISO Schematron.

usage: peer.py [--packs] SCHEMA FILE...      checks the files: with five rules, or with what the packs hold
       peer.py --packs --count SCHEMA FILE   says which rules those are, and what they find
       peer.py --packs --write OUT FILE      writes the part without regular expressions as Schematron 1.5, for jing

With --packs the Schematron is made from rules/*.xml: every rule that is on and looks at what stands in plan XML, if XPath 1.0
and EXSLT's re:test() can say it. Patterns are translated from PCRE to Python's re, which lxml has behind re:test(), or left out;
the checks without patterns stand below as XPath. The goals of the first file are written into the schema. Not expressed are
exceptions of single matches within a block, places, majorities over a document, date roles, suggestions and fixes.
"""
import glob, os, re, sys
import xml.etree.ElementTree as ET
from xml.sax.saxutils import quoteattr

FIVE = """<schema xmlns="http://purl.oclc.org/dsdl/schematron"><ns prefix="p" uri="urn:planlint:plan:1"/>
<pattern><rule context="p:plan"><assert test="p:meta/p:title">title</assert><assert test="count(p:section[@focus]) = 4">areas</assert></rule>
<rule context="p:goal"><assert test="p:heading">heading</assert><assert test="not(preceding-sibling::p:goal/@no = @no)">number</assert></rule>
<rule context="p:activity"><assert test="normalize-space(p:text)">text</assert></rule></pattern></schema>"""
PACKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rules", "*.xml")
N = "{urn:planlint:rules:1}"
P = "{urn:planlint:plan:1}"

# Where the words of `in` stand in plan XML, and what `not-in` takes away.
BLOCKS = {"text": "p:p|p:text|p:result|p:item|p:cell|p:figure|p:note", "heading": "p:heading", "title": "p:title", "goal": "p:goal/p:heading",
          "activity": "p:activity/p:text", "entry": "p:entry/p:text", "result": "p:result", "meta": "p:meta/*", "toc": "p:toc/p:entry",
          "link": "p:link/@href", "item": "p:item", "cell": "p:cell", "figure": "p:figure"}
AWAY = {word: f"[not(ancestor-or-self::p:{word})]" for word in ("toc", "meta", "cell", "item", "figure", "heading", "entry", "activity", "title")}

# PCRE's classes in what Python has: the letters of Latin script are the letters of Swedish plans.
CLASSES = {r"\p{L}": "A-Za-zÀ-ÖØ-öø-ſ", r"\p{Lu}": "A-ZÀ-ÖØ-Þ", r"\p{Ll}": "a-zß-öø-ÿ", r"\p{N}": "0-9", r"\p{Po}": r"!\"#%&'*,./:;?@\\§¶·…", r"\p{Pd}": r"\-–—‑",
           r"\p{Ps}": r"(\[{„", r"\p{Pe}": r")\]}", r"\p{Pf}": "”’»", r"\p{S}": "$+<=>^`|~°±×÷", r"\h": r" \t\u00a0\u2000-\u200a\u202f"}


def python_pattern(pattern):
    """A PCRE pattern as Python's re takes it, or None. Only whether it matches is asked, so that \\K falls away."""
    out, inside, at = [], False, 0
    while at < len(pattern):
        known = next((name for name in CLASSES if pattern.startswith(name, at)), None)
        if known:
            out.append(CLASSES[known] if inside else f"[{CLASSES[known]}]")
            at += len(known)
        elif pattern[at] == "\\":
            code = re.match(r"\\x\{([0-9A-Fa-f]+)\}", pattern[at:])
            out.append(re.escape(chr(int(code[1], 16))) if code else {r"\K": "", r"\V": r"[^\n\r]"}.get(pattern[at:at + 2], pattern[at:at + 2]))
            at += len(code[0]) if code else 2
        else:
            inside = pattern[at] != "]" if inside else pattern[at] == "["
            out.append("(?P<" if pattern.startswith("(?<", at) and pattern[at + 3:at + 4].isalpha() else pattern[at])
            at += 3 if out[-1] == "(?P<" else 1
    text = split_lookbehinds("".join(out))
    flags = "(?i)" if "(?i)" in text else ""
    try:
        re.compile(flags + text.replace("(?i)", ""))
    except re.error:
        return None
    return flags + text.replace("(?i)", "").replace("'", r"\x27")


def split_lookbehinds(text):
    """(?<=a|bc) as (?:(?<=a)|(?<=bc)), (?<!a|bc) as (?<!a)(?<!bc): Python wants one width in each."""
    found = re.search(r"\(\?<([=!])((?:\\.|\[(?:\\.|[^\]])*\]|[^()\\\[])*\|(?:\\.|\[(?:\\.|[^\]])*\]|[^()\\\[])*)\)", text)
    if not found:
        return text
    parts = re.findall(r"(?:\\.|\[(?:\\.|[^\]])*\]|[^|\\\[])+", found[2])
    split = ("" if found[1] == "!" else "|").join(f"(?<{found[1]}{part})" for part in parts)
    return text[:found.start()] + (split if found[1] == "!" else f"(?:{split})") + split_lookbehinds(text[found.end():])


def literal(text):
    """A string of XPath 1.0, which has no escapes."""
    return f'"{text}"' if "'" in text else f"'{text}'"


def matches(patterns, fold, subject="."):
    """XPath that says whether one of the patterns matches; None when one cannot be said."""
    texts = [python_pattern(pattern) for pattern in patterns]
    if not texts or None in texts:
        return None
    return " or ".join(f"re:test({subject}, {literal(text)}{', ' + literal('i') if fold else ''})" for text in texts)


def clauses(rule, *names):
    return [(child, child.text or "") for name in names for child in rule.findall(N + name)]


def of_patterns(rule):
    """(context, what is wrong) of each clause of a rule that is made of patterns, and whether all could be said."""
    kind, said, whole = rule.tag.removeprefix(N), [], True
    found = clauses(rule, "match") if kind in ("forbid", "count") else [(term, rf"\b(?:{term.get('from')})\b") for term in rule.findall(N + "term")]
    if kind == "repeat":
        found = [(rule, r"\b(\w+) \1\b")]
    rule_folds = rule.get("ignore-case") == "yes"
    excepted = matches([text for _, text in clauses(rule, "except")], rule_folds)
    for clause, pattern in found:
        test = matches([pattern], rule_folds or clause.get("ignore-case") == "yes")
        words = (clause.get("in") or rule.get("in") or "text heading title").split()
        if test is None or clause.get("elsewhere") or not set(words) <= set(BLOCKS):
            whole = False
            continue
        away = "".join(AWAY[word] for word in (rule.get("not-in", "") + " " + clause.get("not-in", "")).split())
        context = "|".join(f"{block}{away}" for word in words for block in BLOCKS[word].split("|"))
        said.append((context, test + (f") and not({excepted}" if excepted else "")))
    return [(context, f"({test})") for context, test in said], whole and bool(said)


def structure(goals, focus, period, regions):
    """Rules without patterns of their own: id -> [(context, what is wrong)]; all but those with re: are plain XPath 1.0."""
    headings = "|" + "|".join(heading for _, heading in goals) + "|"
    numbers = "|" + "|".join(number for number, _ in goals) + "|"
    text, years = BLOCKS["text"], range(int(period[0]), int(period[1]) + 1)
    year = "(?<![0-9-])(?!" + "|".join(map(str, years)) + ")(?:19|20)[0-9]{2}(?![0-9-])"
    return {
        "MET001": [("p:plan", "not(@kind)")], "MET002": [("p:plan", "not(@period or p:meta/p:period)")],
        "MET003": [("p:plan", "not(p:meta/p:decided)")], "MET005": [("p:plan", "not(p:meta/p:organisation)")],
        "MET004": [("p:meta/p:decided", "not(@by) and not(re:test(., '(?:nämnd|styrelse|fullmäktige|ledningsgrupp|direktör|kommitté|delegation)'))")],
        "MET008": [("p:plan", f"re:test(., 'Region [A-ZÅÄÖ]') and not({' and '.join(f'contains(., {literal(region)})' for region in regions)})")],
        "STR001": [("p:section/p:heading", "//p:toc and not(normalize-space(.) = //p:toc/p:entry)")],
        "STR002": [("p:toc/p:entry", "not(normalize-space(.) = //p:heading)")],
        "STR003": [("p:toc/p:entry[@page]", "preceding-sibling::p:entry[1]/@page > @page")],
        "STR004": [("p:section[preceding-sibling::p:section/@no]", "preceding-sibling::p:section[1]/@no + 1 != @no")],
        "STR005": [("p:section/p:section", "@level > ../@level + 1")],
        "STR006": [("p:section", "not(p:heading/following-sibling::*)")],
        "STR007": [("p:plan", f"not(p:section/p:heading[contains(., '{word}')])") for word in ("Inledning", "Organisation")],
        "STR010": [("p:section/p:heading", "../preceding-sibling::*/p:heading = .")],
        "FOC001": [("p:plan", f"not(p:section/@focus = '{one}')") for one in focus],
        "FOC002": [("p:section[@focus]", "preceding-sibling::p:section/@focus = @focus")],
        "FOC004": [(f"p:section[@focus = '{one}']", f"following-sibling::p:section[@focus = '{before}']") for before, one in zip(focus, focus[1:])],
        "FOC005": [("p:section[@focus]", "not(.//p:goal or .//p:activity or .//p:entry)")],
        "FUP001": [("p:section/p:entry", "not(p:result)")],
        "TRC001": [("p:activity[not(@goal)]", f"not(contains({literal(headings)}, concat('|', normalize-space(ancestor::p:section[1]/p:heading), '|')))")],
        "TRC002": [("p:activity[@goal]|p:section//p:entry[@goal]", f"not(contains({literal(numbers)}, concat('|', @goal, '|')))")],
        "TRC005": [("p:plan", f"not(.//p:heading[normalize-space(.) = {literal(heading)}])") for _, heading in goals],
        "TRC008": [("p:goal", "preceding::p:goal/@no = @no or preceding::p:goal/p:heading = p:heading")],
        "DAT001": [(text, f"re:test(., {literal(year)})")],
        "DAT002": [(text, "re:match(., '(20[0-9]{2})[–-](20[0-9]{2})')[2] > re:match(., '(20[0-9]{2})[–-](20[0-9]{2})')[3]")],
        "DAT003": [(text, "re:test(., '\\b(?:20[0-9]{2}-(?:1[3-9]|[2-9][0-9])-|3[01] februari|31 (?:april|juni|september|november))')")],
        "DAT006": [("p:activity/p:text", "re:match(., 'senast .*(20[0-9]{2})')[2] != /p:plan/@year")],
        "DAT007": [(text, "re:test(., '\\b(?:19|20)[0-9]{2}-(?:19|20)[0-9]{2}\\b')")],
        "DAT008": [(text, "re:test(., '\\b[0-9]{1,2}/[0-9]{1,2}[-/ ][0-9]{2}\\b')")],
        "DAT010": [("p:milestone", "translate(preceding-sibling::p:milestone[1]/p:date/@value, '-', '') > translate(p:date/@value, '-', '')")],
        "DAT011": [("p:milestone", "normalize-space(.) = normalize-space(p:date)")]}


def schematron(vp, regexes=True):
    """The schema, the ids it carries, those of them that it carries in part, and how many rules look at documents and are on."""
    goals = [(goal.get("no", ""), " ".join("".join(goal.find(P + "heading").itertext()).split())) for goal in ET.parse(vp).iter(P + "goal")]
    packs = [element for path in sorted(glob.glob(PACKS)) for element in ET.parse(path).getroot()]
    profile = next(element for element in packs if element.tag == N + "profile")
    period = profile.find(N + "period")
    known = structure(goals, [focus.get("id") for focus in profile.findall(N + "focus")], (period.get("from"), period.get("to")),
                      [region.text for region in profile.findall(N + "region")])
    rules = [element for element in packs if element.tag not in (N + "profile", N + "engine", N + "use", N + "set", N + "alias")
             and element.get("id") and element.get("severity") != "off"]
    carried, partly, contexts, names = [], [], {}, {}
    for rule in rules:
        name, kind = rule.get("id"), rule.tag.removeprefix(N)
        said, whole = (known[name], True) if name in known else of_patterns(rule) if kind in ("forbid", "swap", "repeat", "count") else ([], False)
        said = [(context, wrong) for context, wrong in said if regexes or "re:" not in wrong]
        if not said:
            continue
        carried.append(name)
        partly += [] if whole else [name]
        kinds = f"contains('{rule.get('kinds')}', /p:plan/@kind) and " if rule.get("kinds") else ""
        given = "not(re:test(string(/), '[åäö]')) and " if rule.get("given") else ""
        for context, wrong in said:
            # The test is copied into an attribute of the report, where braces have a meaning: such strings get a name.
            wrong = re.sub(r"'[^']*[{}][^']*'", lambda string: "$" + names.setdefault(string[0], f"r{len(names)}"), wrong)
            contexts.setdefault(context, []).append(f"<assert test={quoteattr(f'not({kinds}{given}({wrong}))')}>{name}</assert>")
    namespace = "http://purl.oclc.org/dsdl/schematron" if regexes else "http://www.ascc.net/xml/schematron"
    patterns = "".join(f"<pattern{'' if regexes else ' name=' + quoteattr(str(number))}><rule context={quoteattr(context)}>{''.join(asserts)}</rule></pattern>\n"
                       for number, (context, asserts) in enumerate(contexts.items()))
    return (f'<schema xmlns="{namespace}"><ns prefix="p" uri="urn:planlint:plan:1"/>'
            + ('<ns prefix="re" uri="http://exslt.org/regular-expressions"/>' if regexes else "")
            + "".join(f"<let name={quoteattr(name)} value={quoteattr(string)}/>" for string, name in names.items())
            + f"\n{patterns}</schema>\n", carried, partly, len(rules))


def main():
    packs, count, write = (option in sys.argv for option in ("--packs", "--count", "--write"))
    first, *files = [word for word in sys.argv[1:] if not word.startswith("--")]
    text, carried, partly, of = schematron(files[0], not write) if packs else (FIVE, [], [], 0)
    if write:
        with open(first, "w", encoding="utf-8") as out:
            out.write(text)
        return print(len(carried), of)
    from lxml import etree, isoschematron
    schema = etree.XMLSchema(etree.parse(first))
    rules = isoschematron.Schematron(etree.fromstring(text))
    found = {}
    for path in files:
        tree = etree.parse(path)
        schema.validate(tree)
        rules.validate(tree)
        for error in rules.error_log if count else ():
            name = re.search(r"[A-Z]{3}[0-9]{3}", error.message)[0]
            found[name] = found.get(name, 0) + 1
    if count:
        print(len(carried), of, "in part:", len(partly), "rules:", *carried, "found:", found)


main()
