#!/usr/bin/env python3
"""Faults seeded in the clean plans of the plan set: every rule has to find all of its own.

usage: mutations.py PLANLINT SOURCE-DIR [--seed N] [--verbose] [RULE...]

A generator sets one fault a document, COUNT for each rule, in plan XML and in the bare document.xml of the Word form, and
varies words, inflection, place (paragraph, item, table cell), and the markup inside the fault (several runs, character
references). planlint runs on each document alone with its context. The recall of a rule is under 100 % when it is silent, or
speaks of other words than the seeded ones; the clean originals have to be silent for the rule.
"""
import concurrent.futures, json, os, random, re, shutil, subprocess, sys, tempfile, zipfile

planlint, plans = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), "fixtures", "plan-set")
options = sys.argv[3:]
seed = int(options[options.index("--seed") + 1]) if "--seed" in options else 1
verbose = "--verbose" in options
only = [o for o in options if re.fullmatch(r"[A-Z]{3}[0-9]{3}", o)]
# A sanitized planlint is slow.
COUNT = 4 if os.environ.get("PLANLINT_SANITIZED") else 20
VP, AP, RAPPORT = "vp-2025-2028", "ap-2025", "rapport-2025"
CONTEXT = {VP: [], AP: [VP], RAPPORT: [VP, AP]}
# What is not seeded here, and why.
EXCEPTIONS = {"TRC007": "needs the words of a goal at another time: tests/cli_chain.sh changes a pinned goal"}

# The deliberate faults of the report and the heading that wants an alias are no part of a clean original.
MEND = [("intensivvård  och", "intensivvård och"), ("delas ut ut i", "delas ut i"), ("Distansvård i glesbygd", "Nära vård i glesbygd"),
        ('intensivvård <w:t xml:space="preserve"> </w:t>', "intensivvård ")]


def load(name, form):
    if form == "xml":
        with open(os.path.join(plans, name + ".xml"), encoding="utf-8") as f:
            text = f.read()
    else:
        with zipfile.ZipFile(os.path.join(plans, name + ".docx")) as package:
            text = package.read("word/document.xml").decode()
    for old, new in MEND:
        text = text.replace(old, new)
    return text


class Document:
    """One document in one form. The words are the same in both, so that most faults are set by words."""

    def __init__(self, name, form):
        self.name, self.form, self.text, self.mark, self.context = name, form, load(name, form), None, None

    def swap(self, old, new):
        assert old in self.text, f"{self.name} {self.form}: no {old}"
        self.text = self.text.replace(old, new, 1)
        return self

    def sub(self, pattern, new):
        self.text, n = re.subn(pattern, new, self.text, count=1, flags=re.S)
        assert n == 1, f"{self.name} {self.form}: no {pattern}"
        return self

    def holder(self, words):
        """The span of the block that holds the words."""
        at = self.text.index(words)
        if self.form == "wml":
            return self.text.rindex("<w:p>", 0, at), self.text.index("</w:p>", at) + 6
        tags = {"heading", "p", "activity", "entry", "title", "decided", "organisation"}
        begin, tag = max((self.text.rfind(f"<{tag}{end}", 0, at), tag) for tag in tags for end in (">", " "))
        return begin, self.text.index(f"</{tag}>", at) + len(tag) + 3

    def remove(self, words):
        begin, end = self.holder(words)
        self.text = self.text[:begin] + self.text[end:]
        return self

    def block(self, inner, shape):
        """A new block of text; `inner` is markup."""
        if self.form == "xml":
            item = {"vp-2025-2028": "<list><item><p>{}</p></item></list>", AP: "<activity><text>{}</text></activity>",
                    RAPPORT: "<entry><text>{}</text><result><p>Arbetet är klart.</p></result></entry>"}[self.name]
            return {"p": "<p>{}</p>", "item": item, "heading": "<section level=\"2\"><heading>{}</heading><p>Arbetet pågår.</p></section>",
                    "cell": "<table><row><cell>Del</cell><cell>Läge</cell></row><row><cell>Arbete</cell><cell>{}</cell></row></table>"}[shape].format(inner)
        run = f"<w:r><w:t xml:space=\"preserve\">{inner}</w:t></w:r>"
        if shape == "cell":
            cell = "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>"
            return ("<w:tbl><w:tblPr/><w:tblGrid/><w:tr>" + cell.format("<w:r><w:t>Del</w:t></w:r>") + cell.format("<w:r><w:t>Läge</w:t></w:r>") + "</w:tr><w:tr>"
                    + cell.format("<w:r><w:t>Arbete</w:t></w:r>") + cell.format(run) + "</w:tr></w:tbl>")
        properties = {"p": "", "heading": '<w:pPr><w:pStyle w:val="Heading2"/></w:pPr>',
                      "item": '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>'}[shape]
        extra = "<w:p><w:r><w:t>Arbetet pågår.</w:t></w:r></w:p>" if shape == "heading" else ""
        return f"<w:p>{properties}{run}</w:p>{extra}"

    def after(self, words, markup):
        end = self.holder(words)[1]
        self.text = self.text[:end] + markup + self.text[end:]
        return self


# ---- Faults of words: a sentence with the fault between ‹ and ›, set somewhere ----

def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def dress(rng, form, sentence):
    """The sentence as markup: plain, as character references, or with the fault split over runs."""
    before, rest = sentence.split("‹")
    fault, after = rest.split("›")
    how = rng.choice(["plain", "plain", "references", "runs"])
    if how == "references":
        at = rng.randrange(len(fault))
        inner = escape(fault[:at]) + f"&#x{ord(fault[at]):X};" + escape(fault[at + 1:])
    elif how == "runs" and len(fault) > 1:
        at = rng.randrange(1, len(fault))
        split = "</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">" if form == "wml" else ""
        # Emphasis in plan XML: around the end of the fault.
        inner = escape(fault[:at]) + (split if form == "wml" else "<em>") + escape(fault[at:]) + ("</em>" if form == "xml" else "")
    else:
        inner = escape(fault)
    return escape(before) + inner + escape(after), fault


ANCHORS = {VP: "Ett kansli förbereder ärenden", AP: "Samla pågående kliniska studier", RAPPORT: "Registret innehåller 84 studier"}
PARAGRAPHS = {VP: ["Planen visar vad", "Regionerna ska mäta", "Lediga operationssalar", "Vårdgivare ska kunna"],
              AP: ["Planen beskriver det första"], RAPPORT: ["Rapporten redovisar", "Måtten är beslutade", "Kartläggningen blev klar"]}
ITEMS = {AP: ["Enas om tio mått", "Kartlägg lediga", "Välj två kommuner", "Jämför hur", "Granska vilka"]}


def words(sentences, names=(VP, AP, RAPPORT), shapes=("p", "p", "item", "cell")):
    """A generator that sets one of the sentences; with "item" in an activity plan it becomes an activity."""
    def set_fault(rng, number):
        document = Document(names[number % len(names)], ("xml", "wml")[number // len(names) % 2])
        shape = shapes[number // 2 % len(shapes)]
        inner, document.mark = dress(rng, document.form, sentences[number % len(sentences)] if number < len(sentences) else rng.choice(sentences))
        places = PARAGRAPHS[document.name] if shape != "item" else ITEMS.get(document.name, PARAGRAPHS[document.name])
        document.after(rng.choice(places), document.block(inner, shape))
        return document
    return set_fault


def fill(pattern, *lists):
    """Sentences of a pattern: the lists give the words, in step."""
    longest = max(map(len, lists))
    return [pattern.format(*(l[i % len(l)] for l in lists)) for i in range(longest)]


MONTHS = ["januari", "mars", "april", "juni", "september", "november"]
SUBJECTS = ["Gruppen", "Kansliet", "Rådet", "Nämnden", "Sjukhuset"]

WORDS = {
    "STR008": words(["‹6 (8)›", "‹2 (3)›", "‹Sida 2 av 8›", "‹Sida 11 av 14›", "‹Upprättare  Datum›", "‹Sid 3 (9)›"], shapes=("p",)),
    "FOC003": words(fill("Arbetet inom ‹{}› fortsätter.", ["verksamhet & utveckling", "utbildning & kompetensförsörjning", "digitalisering & e-hälsa",
                                                          "Digitalisering & e-hälsa", "Verksamhet & utveckling"])),
    "DAT001": words(fill("{} ‹{}›.", ["Utvärdera arbetet senast", "Inför det nya stödet senast", "Pröva arbetssättet i två län före"],
                         ["31 mars 2029", "den 15 maj 2030", "2029-06-30", "1 juli 2031", "december 2029"]), (AP,), ("item",)),
    "DAT002": words(["Stödet ges ‹mellan 2027 och 2025›.", "Planen gäller ‹2028–2025›.", "Arbetet pågår ‹2027–2026›.", "Försöket pågår ‹mellan 2028 och 2026› i två län.",
                     "Projektet drivs ‹från 2028 till 2026›."]),
    "DAT003": words(fill("Underlaget lämnas {} ‹{}›.", ["den", "senast den"], ["31 februari 2026", "30 februari 2025", "31 april 2025", "31 juni 2026", "29 februari 2027", "31 november 2025"])
                    + ["Underlaget lämnas ‹2025-13-01›.", "Underlaget lämnas ‹2026-02-30›."]),
    "DAT006": words(fill("{} ‹{}›.", ["Ta fram riktlinjer under", "Sprid de nya metoderna senast"], ["2026", "2027", "mars 2026", "hösten 2027", "2028"]), (AP,), ("item",)),
    "DAT007": words(fill("{} gäller ‹{}›.", ["Strategin", "Avtalet", "Programmet"], ["2025-2028", "2023 – 2027", "2021−2024", "2026-2027", "2024 - 2026"])),
    "DAT008": words(fill("Mötet hålls den ‹{}›.", ["3/4 25", "5/6 26", "7/8 25", "1/12 26"])),
    "REF001": words(["Ansvaret framgår av ‹Fel! Hittar inte referenskälla.›", "Mer står i ‹Error! Reference source not found.›", "Jämför ‹Fel! Bokmärket är inte definierat.›",
                     "Tabellen finns i ‹Error: Reference source not found›"]),
    "REF002": words(fill("Mer finns hos ‹[{}](#)›.", ["Region Dalarna", "nämnden", "Region Uppsala", "kansliets webbplats"]), shapes=("p", "p", "item")),
    "REF005": words(fill("Arbetet styrs av ‹”{}› om vård {}.", ["Avtal", "Regler", "Beslut", "Program"], ["i länet", "för barn"])
                    + ["Arbetet med strategin för ‹2018–2024”› följs upp."]),
    "REF009": words(fill("Stöd ges i form av ‹{}› och ekonomi.", ["HTA", "RFQ", "NPQ", "KVX"]), shapes=("p", "p", "item")),
    "TYP001": words(fill("Det gäller {} {}.", ["‹hälso-och›", "‹etablerings-och›", "‹drifts-och›", "‹vård-och›", "‹läkar-eller›", "‹barn-samt›"], ["sjukvård", "utvecklingsfasen"])
                    + ["Planen gäller ‹hälso och› sjukvårdens personal.", "Arbetet gäller ‹forsknings och› utbildningsfrågor."]),
    "TYP002": words(fill("Det stärker ‹{}› i länet.", ["forsknings-samverkan", "kunskaps-styrningen", "verksamhets-planering", "utbildnings-platser", "utvecklings-arbetet",
                                                       "säkerhets-kulturen"])),
    "TYP003": words(["Rådet följer arbetet.‹  ›Sedan rapporterar det.", "Nämnden‹  ›beslutar om arbetet.", "Arbetet pågår‹   ›hela året.", "Gruppen möter råd,‹  ›deltar och redovisar."],
                    shapes=("p", "p", "item")),
    "TYP004": words(fill("{}‹\u00a0›{} i hela länet.", ["Stärka", "Vården", "Arbetet", "Gruppen"], ["vården", "ökar", "fortsätter", "möts"])),
    "TYP005": words(fill("{} ‹o› {}.", ["Det gäller vård", "Planen rör skola", "Stödet gäller barn", "Arbetet rör sjukhus"], ["omsorg", "hälsa", "unga", "kommuner"])),
    "TYP006": words(["Olika delar, ‹ex.› uppföljning.", "Arbetet sker ‹bl.a.› genom projekt.", "Det gäller ‹t.ex.› möten.", "Möten, resor ‹m.m.› ingår inte.", "Det sker ‹p.g.a.› brist.",
                     "Arbetet, ‹dvs.› mötena, fortsätter.", "Råd, nämnder ‹m.fl.› deltar."], shapes=("p", "p", "item")),
    "TYP008": words(["Det gäller ‹hjärta-› och kärlsjukdomar.", "‹Hjärta-› och lungsjukdomar ökar.", "Öron-, ‹näsa-› och halsvård ingår.", "Patienter med ‹hjärta-› och kärlsjukdom får stöd."]),
    "TYP009": words(fill("Arbetet rör ‹{}›.", ["forskningresultat", "forskningprojekten", "kunskapstyrningen", "verksamhetplanen", "aktivitetplaner", "sjukvårdregionens", "kompetensförsörjingen",
                                              "digitalsering", "samverkannämnden"])),
    "TYP011": words(fill("{} som rör den gemensamma upphandlingen och det nya avtalet om vård redovisas under hela året löpande till ‹{}›", ["Frågor", "Ärenden", "Uppgifter"],
                         ["styrelsen", "rådet", "nämnden", "kansliet"]), (VP, RAPPORT), ("p",)),
    "TYP015": words(fill("{} ‹{}› {}.", ["Regioner", "Gruppen", "Vi arbetar", "Det gäller"], ["och och", "ska ska", "med med", "i i"], ["kommuner deltar", "mötas varje år", "vården", "länet"])),
    "TYP021": words(["‹...›framtidens vård byggs nu.", "Mötet hålls ‹XX› april.", "Beslutet fattas ‹[ange datum]›.", "Ansvarig är ‹TBD›.", "‹Lorem ipsum› dolor sit amet.", "Ansvarig är ‹[ange namn]›."],
                    shapes=("p", "p", "item")),
    "MET007": words(fill("Rådet består av ‹{}› {}: {}.", ["fem", "sju", "fyra", "sex"], ["regioner", "län"], ["Uppsala, Värmland och Dalarna", "Dalarna, Gävleborg och Sörmland"]), shapes=("p", "p", "item")),
    "TRC002": words(fill("{} ‹{}›).", ["Pröva ett nytt arbetssätt (VP", "Samla kunskap om metoden (mål", "Utbilda fler samordnare (VP"], ["4.9", "9.1", "7.5", "5.8", "3.7"]), (AP,), ("item",)),
}

# ---- Faults of structure ----

AREAS = ["Verksamhet och utveckling", "Kunskapsstyrning", "Utbildning och kompetensförsörjning", "Digitalisering och e-hälsa"]
GOALS = ["Gemensam uppföljning", "Kortare väntetider", "Forskningssamverkan", "Nära vård i glesbygd", "Nya riktlinjer i bruk", "Fler specialistsjuksköterskor",
         "Säkra journaler över regiongränser"]
ENTRIES = [("Enas om tio mått", "Måtten är beslutade"), ("Kartlägg lediga", "Kartläggningen blev"), ("Föreslå regler", "Ett förslag har"), ("Samla pågående", "Registret innehåller"),
           ("Välj två", "Valet föll"), ("Jämför hur", "Jämförelsen visade"), ("Räkna fram", "Beräkningen visar"), ("Granska vilka", "Granskningen pekade")]


def pick(number, *names, forms=("xml", "wml")):
    return Document(names[number % len(names)], forms[number // len(names) % len(forms)])


def bare(document):
    """Without what the author of plan XML says of the sections: the headings have to tell."""
    document.text = re.sub(r' (?:focus|role)="[^"]*"', "", document.text)
    return document


def line(document, words, new):
    """Other words for the whole text that begins with `words`."""
    return document.sub(re.escape(words) + r"[^<]*", lambda _: escape(new))


def misspelt_area(rng, n):
    """In running text a sign for a word; in headings any slip."""
    if n % 2:
        return WORDS["FOC003"](rng, n)
    return bare(pick(n // 2, VP, AP, RAPPORT)).swap(*rng.choice([("Utbildning och", "Utbilding och"), ("Digitalisering och e-hälsa", "Digitalisering och ehälsa"),
                                                               ("Fokusområde Kunskapsstyrning", "Fokusområde Kunskapstyrning"), ("Verksamhet och utveckling", "Verksamhet och utvekling")]))


def remove_area(rng, n):
    return bare(pick(n, VP, AP, RAPPORT)).swap("Fokusområde " + rng.choice(AREAS), rng.choice(["Patientsäkerhet", "Fokusområde Patientsäkerhet", "Övrigt arbete"]))


def repeat_area(rng, n):
    first, second = rng.sample(AREAS, 2)
    return bare(pick(n, VP, AP, RAPPORT)).swap("Fokusområde " + first, "Fokusområde " + second)


def empty_area(rng, n):
    document = pick(n, AP, RAPPORT)
    texts = {AREAS[1]: ("Nya riktlinjer i bruk", "Jämför hur"), AREAS[2]: ("Fler specialistsjuksköterskor", "Räkna fram"), AREAS[3]: ("Säkra journaler", "Granska vilka")}
    area = rng.choice(AREAS[2:] if document.name == RAPPORT else AREAS[1:])
    if document.form == "wml" and document.name == RAPPORT:
        document.remove({"Jämför hur": "Jämförelsen visade", "Räkna fram": "Beräkningen visar", "Granska vilka": "Granskningen pekade"}[texts[area][1]])
    if document.name == AP:
        document.remove(texts[area][0])
    document.remove(texts[area][1])
    if n % 3 == 0:
        document.after("Fokusområde " + area, document.block("Området beskrivs senare.", "p"))
    return document


def other_list(rng, n):
    document = pick(n, VP, AP, RAPPORT)
    three = rng.sample([a[0].lower() + a[1:] for a in AREAS], 3)
    text = f"Arbetet sker inom tre {rng.choice(['', 'gemensamma ', 'prioriterade '])}fokusområden{rng.choice([':', ','])} {three[0]}, {three[1]} samt {three[2]}."
    return document.after(PARAGRAPHS[document.name][0], document.block(text, "p"))


def other_heading(rng, n):
    document = pick(n, AP)
    return document.swap(rng.choice(GOALS), rng.choice(["Digitala vårdmöten", "Mobila team i hemmet", "Tryggare förlossning", "Ett nytt arbetssätt", "Läkemedel för äldre"]))


def ambiguous(rng, n):
    """Two goals of one heading in areas that the activity plan's section does not belong to."""
    document, plan = pick(n, AP), Document(VP, "xml")
    goal = rng.choice(GOALS[1:])
    area = AREAS[0] if goal in GOALS[1:4] else AREAS[GOALS.index(goal) - 3]
    other = rng.choice([a for a in AREAS if a != area])
    plan.swap(f"Fokusområde {other}</heading>", f'Fokusområde {other}</heading><goal no="9.1"><heading>{goal}</heading><p>Arbetet ska fortsätta under hela perioden.</p></goal>')
    bare(document).swap("Fokusområde " + area, "Annat arbete")
    document.context = {VP: plan.text}
    return document


def misplaced(rng, n):
    document = pick(n, AP)
    first, second = rng.choice([(1, 4), (2, 5), (3, 6), (4, 5), (5, 6), (1, 6), (2, 4)])
    return document.swap(GOALS[first], "\0").swap(GOALS[second], GOALS[first]).swap("\0", GOALS[second])


def uncovered(rng, n):
    document = pick(n, AP)
    heading, item = rng.choice([(GOALS[0], "Enas om tio"), (GOALS[2], "Samla pågående"), (GOALS[4], "Jämför hur"), (GOALS[5], "Räkna fram"), (GOALS[6], "Granska vilka")])
    return document.remove(item).remove(heading)


def hyphenated(rng, n):
    return pick(n, AP).swap(*rng.choice([(GOALS[2], "Forsknings-samverkan"), (GOALS[5], "Fler specialist-sjuksköterskor"), (GOALS[2], "forskningssamverkan"), (GOALS[0], "Gemensam uppföljning:"),
                                         (GOALS[1], "Kortare vänte-tider"), (GOALS[4], "Nya rikt-linjer i bruk"), (GOALS[6], "Säkra journaler, över regiongränser")]))


def duplicate_goal(rng, n):
    document = pick(n, VP)
    first, second = rng.sample(GOALS[1:], 2)
    if document.form == "xml" and n % 4 == 0:
        a, b = rng.sample(["4.1", "4.2", "4.3"], 2)
        return document.swap(f'no="{a}"', f'no="{b}"')
    return document.swap(first, second)


def never_served(rng, n):
    document, plan = pick(n, VP), Document(AP, "xml")
    heading = rng.choice(GOALS)
    plan.sub(r"<section level=\"2\">\s*<heading>" + heading + r"</heading>.*?</section>", "")
    document.context = {AP: plan.text, "ap-2026": plan.text.replace('year="2025"', 'year="2026"').replace("Aktivitetsplan 2025", "Aktivitetsplan 2026")}
    return document


def without_context(rng, n):
    document = pick(n, AP, RAPPORT)
    document.context = {}
    return document


def other_period(rng, n):
    document = pick(n, VP)
    text = rng.choice(["Denna plan gäller åren {}.", "Detta dokument är planen för {}.", "Planen gäller {}.", "Detta är verksamhetsplanen för åren {}."])
    return document.after(rng.choice(PARAGRAPHS[VP]), document.block(text.format(rng.choice(["2025–2029", "2024–2028", "2026–2029", "2025–2027"])), "p"))


def late_decision(rng, n):
    document = pick(n, VP, AP)
    date = f"{rng.choice([2029, 2030, 2031])}-{rng.randrange(1, 10):02}-1{rng.randrange(10)}"
    document.text = re.sub(r"2024-(?:10-11|12-06)", date, document.text)
    return document


def other_year(rng, n):
    document, year = pick(n, AP), rng.choice(["2029", "2031", "2024", "2023"])
    document.text = document.text.replace('year="2025"', f'year="{year}"').replace("Aktivitetsplan 2025", f"Aktivitetsplan {year}")
    return document


def without_kind(rng, n):
    document = pick(n, VP, AP, RAPPORT)
    document.text = re.sub(r' kind="[^"]*"', "", document.text)
    return document.sub(r"(?:Verksamhetsplan|Aktivitetsplan 2025|Återrapport 2025)", rng.choice(["Vårt arbete", "Gemensamma frågor", "Underlag"]))


def without_period(rng, n):
    document = pick(n, VP, AP, RAPPORT)
    document.text = re.sub(r' (?:period|year|date)="[^"]*"', "", document.text)
    document.text = re.sub(r"(?:(?:20[0-9]{2}-[0-9]{2}-[0-9]{2})|20[0-9]{2}(?:–20[0-9]{2})?)(?=[^<>]*<)(?![^<]*\")", "i år", document.text)
    return document


def without_decision(rng, n):
    document = pick(n, VP, AP)
    return document.remove("Beslutad av samverkansnämnden") if n % 4 < 3 else line(document, "Beslutad av samverkansnämnden", "Beslutad av samverkansnämnden")


def without_result(rng, n):
    document = pick(n, RAPPORT)
    result = rng.choice(ENTRIES)[1]
    if document.form == "wml":
        return document.remove(result)
    return document.sub(r"<result><p>" + result + r"[^<]*</p></result>", rng.choice(["", "<result/>", "<result><p> </p></result>"]))


def contradictory(rng, n):
    document = pick(n, RAPPORT)
    entry, result = rng.choice(ENTRIES)
    thing = rng.choice(["prislista", "budget", "handbok", "utbildningsplan"])
    line(document, entry, f"Ta fram gemensam {thing} {rng.choice(['2026', 'för 2026'])}")
    return line(document, result, rng.choice(["Nämnden beslutade om {} för {}.", "Arbetet ledde till en {} för {}."]).format(thing, rng.choice([2023, 2024, 2027])))


def outlook(rng, n):
    document = pick(n, RAPPORT)
    return line(document, rng.choice(ENTRIES)[1], rng.choice(["Ett forum för dialog startar under {}.", "Arbetet inleds {}.", "En plan tas fram under {}.", "Stödet införs {}."]).format(rng.choice([2026, 2027])))


def not_reported(rng, n):
    document = pick(n, RAPPORT)
    entry, result = rng.choice(ENTRIES)
    document.remove(entry)
    return document.remove(result) if document.form == "wml" else document


def section_number(rng, n):
    document = pick(n, VP)
    if document.form == "xml":
        return document.swap(*rng.choice([('no="4.2"', 'no="4.4"'), ('no="4.3"', 'no="4.5"'), ('no="5" ', 'no="6" '), ('no="2"', 'no="4"'), ('no="4.3"', 'no="4.2"')]))
    for number, heading in enumerate(["Inledning", "Organisation", "Strategisk inriktning"] + ["Fokusområde " + a for a in AREAS], 1):
        document.swap(f">{heading}<", f">{number}. {heading}<")
    for number, heading in zip(["4.1.", "4.2.", "4.3."], GOALS[1:4]):
        document.swap(f">{heading}<", f">{number} {heading}<")
    return document.swap(*rng.choice([(">4.2. ", ">4.4. "), (">4.3. ", ">4.5. "), (">2. ", ">3. "), (">6. ", ">8. ")]))


def skipped_level(rng, n):
    document = pick(n, VP, AP)
    heading = rng.choice(GOALS[1:])
    if document.form == "wml":
        begin, end = document.holder(heading)
        document.text = document.text[:begin] + document.text[begin:end].replace("Heading2", "Heading4") + document.text[end:]
        return document
    if document.name == AP:
        return document.sub(r'level="2"(>\s*<heading>' + heading + ")", rf'level="{rng.choice([3, 4])}"\1')
    return document.after(rng.choice(PARAGRAPHS[VP][:1]), '<section level="3"><heading>Bakgrund</heading><p>Texten beskriver arbetet.</p></section>')


def empty_section(rng, n):
    document = pick(n, VP)
    return document.remove(rng.choice(["Planen visar vad", "Regionerna ska mäta", "Lediga operationssalar", "Kliniska studier ska", "Mobila team ska", "Nationella riktlinjer ska", "Vårdgivare ska"]))


def repeated_heading(rng, n):
    document = pick(n, VP, AP)
    first, second = rng.sample(GOALS[1:4], 2)
    return document.swap(first, second)


def contents(rng, n, fault):
    document = pick(n, VP)
    headings = ["Inledning", "Organisation", "Strategisk inriktning"] + ["Fokusområde " + a for a in AREAS]
    at = rng.randrange(1, len(headings))
    entries = [(i + 1, h) for i, h in enumerate(headings)]
    if fault == "missing":
        del entries[at]
    elif fault == "stale":
        heading = entries[at][1]
        cut = rng.randrange(3, len(heading) - 2)
        entries[at] = (at + 1, heading[:cut] + heading[cut + 1:])
    if document.form == "xml":
        toc = "<toc>" + "".join(f'<entry no="{i}" page="{i + 2}" level="1">{h}</entry>' for i, h in entries) + "</toc>"
        return document.swap("</meta>", "</meta>" + toc)
    toc = "".join(f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>{h}</w:t></w:r><w:r><w:tab/><w:t>{i + 2}</w:t></w:r></w:p>' for i, h in entries)
    return document.after("Beslutad av", toc)


def short_form(rng, n):
    document = pick(n, VP, AP, RAPPORT)
    term = rng.choice(["länsrådet", "vårdnämnden", "kunskapsrådet", "kanslirådet"])
    use = document.block(f"Många vänder sig till {term} med frågor.", "p")
    define = document.block(rng.choice(["Rådet för länets vård benämns fortsättningsvis ”{}”.", "Rådet för länets vård, nedan kallat ”{}”, leder arbetet."]).format(term), "p")
    document.mark = term
    return document.after(PARAGRAPHS[document.name][0], use + define)


def capitals(rng, n):
    document = pick(n, VP, AP, RAPPORT)
    a, b = rng.choice([("nära vård", "Nära vård"), ("samverkansnämnden", "Samverkansnämnden"), ("universitetssjukhusen", "Universitetssjukhusen")])
    blocks = [f"Arbetet med {a} går vidare i länet.", f"Regionen följer {a} varje år.", f"En kurs om {b} hölls i maj."]
    return document.after(PARAGRAPHS[document.name][0], "".join(document.block(t, "p") for t in blocks))


def tracked(rng, n):
    document = pick(n, VP, AP, RAPPORT, forms=("wml",))
    attributes = 'w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z"'
    change = rng.choice([f"<w:ins {attributes}><w:r><w:t> Tillägg.</w:t></w:r></w:ins>", f"<w:del {attributes}><w:r><w:delText> Struket.</w:delText></w:r></w:del>",
                         f"<w:moveTo {attributes}><w:r><w:t> Flyttat.</w:t></w:r></w:moveTo>"])
    end = document.holder(rng.choice(PARAGRAPHS[document.name]))[1] - 6
    document.text = document.text[:end] + change + document.text[end:]
    return document


def comment(rng, n):
    document = pick(n, VP, AP, RAPPORT, forms=("wml",))
    end = document.holder(rng.choice(PARAGRAPHS[document.name]))[1] - 6
    document.text = document.text[:end] + f'<w:commentRangeStart w:id="{n}"/><w:r><w:t> Se.</w:t></w:r><w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' + document.text[end:]
    return document


def fake_heading(rng, n):
    document = pick(n, VP, AP, RAPPORT, forms=("wml",))
    bold = rng.choice(["<w:b/>", "<w:b/><w:bCs/>", '<w:b w:val="1"/>', '<w:b w:val="true"/><w:sz w:val="28"/>'])
    return document.after(rng.choice(PARAGRAPHS[document.name]), f'<w:p><w:r><w:rPr>{bold}</w:rPr><w:t>{rng.choice(["Bakgrund", "Så går vi vidare", "Nästa steg", "Ansvar och roller"])}</w:t></w:r></w:p>'
                          + document.block("Här beskrivs hur arbetet fortsätter under året.", "p"))


def milestones(rng, n):
    document = Document(AP, "xml")
    rows = [("2024-02", "Februari 2024: regionerna lämnar förslag"), ("2024-04", "April 2024: kansliet samlar svar"), ("2024-06", "Juni 2024: remiss"), ("2024-09", "September 2024: nämnden möts")]
    first, second = sorted(rng.sample(range(4), 2))
    rows[first], rows[second] = rows[second], rows[first]
    if n % 2:
        document.form = "wml"
        shell = load(AP, "wml")
        document.text = shell[: shell.index("<w:body>") + 8] + '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Tidplan</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Arbetet</w:t></w:r></w:p>' + "".join(
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for _, text in rows) + "</w:body></w:document>"
    else:
        document.text = ('<plan xmlns="urn:planlint:plan:1" kind="tidplan"><meta><title>Tidplan</title></meta><section level="1"><heading>Arbetet</heading><timeline>'
                         + "".join(f'<milestone date="{date}"><text>{text}</text></milestone>' for date, text in rows) + "</timeline></section></plan>")
    return document


STRUCTURE = {
    "STR001": lambda rng, n: contents(rng, n, "missing"), "STR002": lambda rng, n: contents(rng, n, "stale"), "STR004": section_number, "STR005": skipped_level,
    "STR006": empty_section, "STR010": repeated_heading, "FOC001": remove_area, "FOC003": misspelt_area, "FOC002": repeat_area, "FOC005": empty_area, "FOC006": other_list, "TRC001": other_heading,
    "TRC003": ambiguous, "TRC004": misplaced, "TRC005": uncovered, "TRC006": hyphenated, "TRC008": duplicate_goal, "TRC009": never_served, "TRC010": without_context,
    "DAT004": other_period, "DAT005": late_decision, "DAT010": milestones, "REF007": short_form, "TYP010": capitals, "MET001": without_kind, "MET002": without_period,
    "MET003": without_decision, "FUP001": without_result, "FUP002": contradictory, "FUP003": outlook, "FUP004": not_reported, "XDC002": other_year, "DCX001": tracked,
    "DCX002": comment, "DCX004": fake_heading,
}
# The clean form of what only some faults need.
CLEAN = {"STR001": lambda rng, n: contents(rng, n, ""), "STR002": lambda rng, n: contents(rng, n, "")}
GENERATORS = {**WORDS, **STRUCTURE}


def find(folder, rule, document, name):
    """The quotes of the rule's findings in the document."""
    own = os.path.join(folder, name)
    os.makedirs(own)
    path = os.path.join(own, document.name + (".xml" if document.form == "xml" else ".document.xml"))
    command = [planlint, "check", "--isolated", "--jobs", "1", "--select", rule, "--output", "json", path]
    for context in CONTEXT[document.name] if document.context is None else document.context:
        command += ["--with", os.path.join(own, "with-" + context + ".xml")]
        with open(command[-1], "w", encoding="utf-8") as f:
            f.write((document.context or {}).get(context) or load(context, "xml"))
    if document.form == "wml" and document.name != VP and 'kind' in GIVEN.get(rule, "kind"):
        command += ["--kind", {AP: "ap", RAPPORT: "rapport"}[document.name]] if "Tidplan" not in document.text else []
    with open(path, "w", encoding="utf-8") as f:
        f.write(document.text)
    done = subprocess.run(command, capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1771200000"})
    if done.returncode not in (0, 1):
        return [f"status {done.returncode}: {done.stdout.decode()[:300]}"], path
    return [f["quote"] for f in json.loads(done.stdout)["diagnostics"] if f["id"] == rule], path


GIVEN = {"MET001": "", "XDC002": ""}


def seed_one(folder, rule, number):
    rng = random.Random(f"{seed} {rule} {number}")
    document = GENERATORS[rule](rng, number)
    quotes, path = find(folder, rule, document, f"{rule}-{number}")
    mark = document.mark
    hit = any(mark is None or mark.strip() in q or (q.strip() and q in mark) or mark in q for q in quotes) and not any(q.startswith("status ") for q in quotes)
    return hit, f"{document.name} {document.form} {os.path.basename(os.path.dirname(path))}: wanted {mark!r}, got {quotes}"


def main():
    failures = seeded = 0
    folder = tempfile.mkdtemp()
    rules = [r for r in sorted(GENERATORS) if not only or r in only]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        jobs = {rule: [pool.submit(seed_one, folder, rule, n) for n in range(COUNT)] for rule in rules}
        clean = {}
        for rule in rules:
            documents = [CLEAN[rule](random.Random(n), n) for n in range(2)] if rule in CLEAN else [Document(n, f) for n in (VP, AP, RAPPORT) for f in ("xml", "wml")]
            clean[rule] = [(d, pool.submit(find, folder, rule, d, f"{rule}-clean-{i}")) for i, d in enumerate(documents)]
        for rule in rules:
            results = [job.result() for job in jobs[rule]]
            found = sum(hit for hit, _ in results)
            noise = [f"{d.name} {d.form}: {job.result()[0]}" for d, job in clean[rule] if job.result()[0]]
            seeded += COUNT
            bad = found < COUNT or noise
            failures += bool(bad)
            if bad or verbose:
                print(f"{'FAILED' if bad else 'ok':6} {rule}: recall {found}/{COUNT}, clean {'silent' if not noise else 'NOT silent'}")
                for text in [t for hit, t in results if not hit][: 99 if verbose else 4] + noise:
                    print("         ", text)
    if not verbose:
        shutil.rmtree(folder)
    else:
        print("documents are in", folder)
    print(f"mutations: {seeded} faults of {len(rules)} rules, {failures} rules failed; not seeded: {', '.join(EXCEPTIONS)}")
    sys.exit(failures > 0)


main()
