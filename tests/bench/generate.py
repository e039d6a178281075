#!/usr/bin/env python3
"""Writes the benchmark corpora, the same bytes every time: generate.py FOLDER [PLANS]

FOLDER/plans/NNNN.xml     1,000 authored plans (or as many as asked for) of about 17 KB: a multi-year plan and activity plans to its goals
FOLDER/big/NN.xml         word/document.xml of 1.2 MB and, when plans are not counted, 12 MB
FOLDER/plan.docx, .xml    an ordinary Word plan and its main part
"""
import os, random, sys, zipfile

WORDS = """samordning vården region invånare mottagning uppföljning kompetens utbildning digital journal säkerhet samverkan
kvalitet tillgänglighet resurser planering ansvar riktlinjer forskning patient hemmet team sjukhus metod resultat ledning
dialog utveckling mål stöd arbete möjlighet gemensam ny tydlig jämlik god nära trygg hållbar öka minska pröva införa stärka
utveckla följa planera besluta ta fram genomföra använda dela och i med för att som till av på under inom""".split()
AREAS = [("vu", "Verksamhet och utveckling"), ("ks", "Kunskapsstyrning"), ("uk", "Utbildning och kompetensförsörjning"),
         ("de", "Digitalisering och e-hälsa")]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def sentence(rnd, n):
    words = [rnd.choice(WORDS)]
    while len(words) < n:
        words.append(rnd.choice([word for word in WORDS if word != words[-1]]))
    return " ".join(words).capitalize() + "."


def title(rnd):
    return " ".join(rnd.choice(WORDS) for _ in range(3)).capitalize()


def goals(rnd):
    """The headings of the multi-year plan: six for every focus area."""
    return [[title(rnd) for _ in range(6)] for _ in AREAS]


def plan(seed):
    """Plan 0 is the multi-year plan, the others are activity plans to its goals: nearly every heading is that of a goal."""
    rnd = random.Random(seed)
    headings = goals(random.Random(0))
    kind = "ap" if seed else "vp"
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<plan xmlns="urn:planlint:plan:1" kind="%s" xml:lang="sv" period="2025/2028"%s>\n'
           % (kind, ' year="2026"' if kind == "ap" else "")]
    out.append("  <meta>\n    <title>%s</title>\n    <decided date=\"2024-10-11\">Beslutad 2024-10-11</decided>\n  </meta>\n"
               % ("Aktivitetsplan 2026" if kind == "ap" else "Verksamhetsplan 2025–2028"))
    for number, (focus, name) in enumerate(AREAS, 1):
        out.append(f'  <section no="{number}" level="1" role="focus-area" focus="{focus}">\n    <heading>Fokusområde {name}</heading>\n')
        for sub, head in enumerate(headings[number - 1], 1):
            if kind == "vp":
                out.append(f'    <goal no="{number}.{sub}">\n      <heading>{head}</heading>\n')
                for _ in range(4):
                    out.append(f"      <p>{sentence(rnd, 18)}</p>\n")
                out.append("    </goal>\n")
            else:
                if rnd.random() < 0.04:
                    head = title(rnd)
                out.append(f'    <section level="2">\n      <heading>{head}</heading>\n')
                for _ in range(4):
                    out.append(f"      <activity><text>{sentence(rnd, 14)[:-1]} senast 30 juni 2026.</text></activity>\n")
                out.append("    </section>\n")
        out.append("  </section>\n")
    out.append("</plan>\n")
    return "".join(out)


def document(seed, size):
    """A main part as Word writes it: one line, runs split by proofing marks, revision ids everywhere."""
    rnd = random.Random(seed)
    parts = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document xmlns:w="%s"><w:body>' % W]
    length = 0
    while length < size:
        style = rnd.choices(["", "Rubrik1", "Rubrik2", "Liststycke"], [12, 1, 3, 6])[0]
        runs = "".join(
            f'<w:r w:rsidR="00{rnd.randrange(16**6):06X}"><w:rPr><w:lang w:val="sv-SE"/></w:rPr><w:t xml:space="preserve">{sentence(rnd, 6)} </w:t></w:r><w:proofErr w:type="spellEnd"/>'
            for _ in range(1 if style.startswith("R") else 5))
        props = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        parts.append(f'<w:p w:rsidR="00{rnd.randrange(16**6):06X}" w:rsidRDefault="00{rnd.randrange(16**6):06X}">{props}{runs}</w:p>')
        length += len(parts[-1].encode())
    parts.append("</w:body></w:document>")
    return "".join(parts)


def package(path, main):
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, text in (("[Content_Types].xml", types), ("_rels/.rels", rels), ("word/document.xml", main)):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(info, text)


def main():
    folder = sys.argv[1]
    os.makedirs(os.path.join(folder, "plans"), exist_ok=True)
    os.makedirs(os.path.join(folder, "big"), exist_ok=True)
    for seed in range(int(sys.argv[2]) if len(sys.argv) > 2 else 1000):
        with open(os.path.join(folder, "plans", f"{seed:04}.xml"), "w", encoding="utf-8") as f:
            f.write(plan(seed))
    for name, size in (("01", 1_200_000), ("10", 12_000_000))[: 1 if len(sys.argv) > 2 else 2]:
        with open(os.path.join(folder, "big", name + ".xml"), "w", encoding="utf-8", newline="") as f:
            f.write(document(7, size))
    ordinary = document(11, 60_000)
    with open(os.path.join(folder, "plan.xml"), "w", encoding="utf-8", newline="") as f:
        f.write(ordinary)
    package(os.path.join(folder, "plan.docx"), ordinary)


main()
