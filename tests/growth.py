#!/usr/bin/env python3
"""A run lets documents go that nothing needs any more: its memory does not grow with their number, and what it says of them
is what it says when they stay (a rule that looks at all documents wants them to the end).

usage: growth.py PLANLINT [SANITIZER]    a sanitizer has memory of its own, which is not measured
"""
import os, re, sys, tempfile, zipfile

from tally import check, finish

PLANLINT = os.path.abspath(sys.argv[1])
FORMATS = "text gcc json sarif gitlab github junit checkstyle rdjson rdjsonl jsonl csv markdown svrl tap".split()
if len(sys.argv) > 2:
    FORMATS = FORMATS[::4] + ["json"]  # a sanitizer is slow, and the formats share nearly all
ALL_STAY = "--severity", "XDC006=info"  # it finds nothing in these documents
NS = 'xmlns="urn:planlint:plan:1" xml:lang="sv" period="2025/2028"'
GOALS = ["Nära vård i glesbygd", "Kortare väntetider", "Digital tillgång för alla", "Tryggare läkemedel"]


def vp(unserved=""):
    goals = "".join(f'<goal no="1.{i}"><heading>{goal}</heading><p>Regionerna gör det tillsammans.</p></goal>\n'
                    for i, goal in enumerate(GOALS + [unserved] * bool(unserved), 1))
    return (f'<plan {NS} kind="vp"><meta><title>Verksamhetsplan 2025–2028</title></meta>\n<section no="1" level="1">\n'
            f"<heading>Verksamhet och utveckling</heading>\n{goals}</section></plan>\n")


def ap(number, rows=6, year=2026, extra="", kind="ap"):
    sections = "".join(f"<section><heading>{goal}</heading>\n" + "".join(
        f"<activity><text>Utreda steg {number} {row} och ta fram ett förslag senast 30 juni {year}.</text></activity>\n"
        for row in range(rows)) + "</section>\n" for goal in GOALS)
    return (f'<plan {NS} kind="{kind}" year="{year}"><meta><title>Aktivitetsplan {year}</title></meta>\n<section no="1" level="1">\n'
            f"<heading>Verksamhet och utveckling</heading>\n{sections}{extra}</section></plan>\n")


def word(number, rows=20, extra=""):
    """The main part of a Word document: its kind is known when it has been read."""
    def paragraph(text, how):
        return f"<w:p><w:pPr>{how}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    heading, bullet = '<w:outlineLvl w:val="%d"/>', '<w:ind w:left="360"/>'
    goals = "".join(paragraph(goal, heading % 1) + "".join(
        paragraph(f"• Utreda steg {number} {row} och ta fram ett förslag senast 30 juni 2026.", bullet) for row in range(rows)) for goal in GOALS)
    return ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + paragraph("Aktivitetsplan 2026", "") +
            paragraph("Verksamhet och utveckling", heading % 0) + goals + (extra and paragraph(extra, heading % 1) + paragraph(f"• {extra} nu.", bullet)) +
            "</w:body></w:document>")


def write_docx(folder, name, document):
    office = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" ContentType='
                         '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
                         '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        package.writestr("_rels/.rels", f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
                         f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        package.writestr("word/document.xml", document)


def write(folder, name, text, encoding="utf-8"):
    with open(os.path.join(folder, name), "w", encoding=encoding) as file:
        file.write(text)


def run(folder, *arguments):
    """What the run writes, and its peak of resident memory in KiB."""
    with tempfile.TemporaryFile() as out:
        pid = os.fork()
        if pid == 0:
            os.chdir(folder)
            os.dup2(out.fileno(), 1)
            os.execv(PLANLINT, [PLANLINT, "check", "--isolated", "--no-cache", "--lang", "en", *arguments])
        _, status, usage = os.wait4(pid, 0)
        out.seek(0)
        return os.waitstatus_to_exitcode(status), out.read(), usage.ru_maxrss


def peaks():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "0.xml", vp())
        for number in range(1, 600):
            write(folder, f"{number:04}.xml", ap(number, rows=20, extra="<section><heading>Något annat</heading>\n"
                                                 "<activity><text>Göra något annat.</text></activity></section>" * (number % 3 == 0)))
        names = sorted(os.listdir(folder))
        for form in "gcc", "json", "sarif", "svrl":
            few, many = (run(folder, "-j1", "--output", form, *names[:count]) for count in (120, 600))
            found = tuple(len(re.findall(rb"TRC001[ .\"]", report[1])) - (form in "sarif") for report in (few, many))
            check(few[0] == 1 and found[1] > 4 * found[0] > 0, f"{form}: findings of 120 and of 600 documents: {found}")
            more = len(many[1]) - len(few[1])
            check(many[2] * 1024 < 1.25 * few[2] * 1024 + 3 * more,
                  f"{form}: memory grows with the report alone: {few[2]} KiB for 120, {many[2]} KiB for 600, {more} bytes more of report")
        stay = run(folder, "-j1", "--output", "gcc", *ALL_STAY, *names)
        check(stay[2] > 3 * few[2], f"what stays takes room: {stay[2]} KiB, {few[2]} KiB")


def word_peaks():
    """Of Word files some tens of megabytes stay, so that few of them are read once."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "0.xml", vp())
        for number in range(1, 1000):
            extra = "Något annat" * (number % 3 == 0)
            if number % 4:
                write_docx(folder, f"{number:04}.docx", word(number, extra=extra))
            else:
                write(folder, f"{number:04}.xml", word(number, extra=extra))
        names = sorted(os.listdir(folder))
        few, many = (run(folder, "-j1", "--output", "svrl", *names[:count]) for count in (400, 1000))
        stay = run(folder, "-j2", "--output", "svrl", *ALL_STAY, *names)
        found = tuple(report[1].count(b'flag="TRC001"') for report in (few, many))
        check(many[:2] == stay[:2] and found == (133, 333), f"Word files say the same: {many[0]}, {stay[0]}, {found}")
        check(many[2] < 1.25 * few[2], f"memory does not grow with Word files: {few[2]} KiB for 400, {many[2]} KiB for 1000")
        check(stay[2] > 1.5 * many[2], f"what stays takes room: {stay[2]} KiB, {many[2]} KiB")


def plan_peaks():
    """Plans of several years stay where others are traced to them."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(500):
            write(folder, f"{number:03}.xml", vp("Forskning").replace("<p>", f"<p>Steg {number}. " + "Det gäller alla. " * 200))
        names = sorted(os.listdir(folder))
        few, many = (run(folder, "-j1", "--output", "gcc", *names[:count]) for count in (100, 500))
        write(folder, "999.xml", ap(1))
        stay = run(folder, "-j1", "--output", "gcc", *names, "999.xml")
        check(few[0] == 1 and many[2] < 1.25 * few[2], f"memory does not grow with plans: {few[2]} KiB for 100, {many[2]} KiB for 500")
        check(stay[2] > 1.5 * many[2], f"what stays takes room: {stay[2]} KiB, {many[2]} KiB")


def sizes():
    """The kernel's files have other sizes than they say, as a file that grows or shrinks while it is read has."""
    for path in ("/proc/version", "/sys/kernel/mm/transparent_hugepage/enabled"):
        if not os.path.exists(path):
            print(f"{path}: skipped")
            continue
        with tempfile.TemporaryDirectory() as folder:
            with open(path, "rb") as file, open(os.path.join(folder, "copy"), "wb") as copy:
                copy.write(file.read())
            said, copied = (run(folder, "--output", "jsonl", name)[:2] for name in (path, "copy"))
            check(said[0] == 2 and said[1].replace(path.encode(), b"copy") == copied[1], f"{path}: {said}, its copy: {copied}")


def same(what, fill, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        for form in FORMATS:
            kept = run(folder, "--output", form, *ALL_STAY, *arguments, ".")
            gone = run(folder, "-j2" if len(form) % 2 else "-j1", "--output", form, *arguments, ".")
            check(kept[:2] == gone[:2] and gone[1], f"{what}: {form}: {kept[0]} {len(kept[1])}, {gone[0]} {len(gone[1])}")


def mixed(folder):
    """Sound and faulty documents among each other, more of each than all look at."""
    broken = ap(1).replace("</activity>", "</activit>", 3)
    odd = [ap(2, extra='<activity goal="9.9"><text>hälso-och sjukvård  den 31 februari 2026</text></activity>'), broken,
           ap(3, extra="<wrong/><activity/>").replace("<text>", "<text>&#229;&amp; <![CDATA[hälso-och]]>", 2), ap(4, year=2031),
           ap(5, extra="<?planlint off TRC001 it is so?><section><heading>Okänt</heading><activity><text>Göra.</text></activity></section>"),
           ap(6).replace("\n", " "), "<html/>", "", ap(7).replace('kind="ap"', ""),
           vp("Forskning om det som saknas").replace('<goal no="1.5">', '<?planlint off TRC009 it is so?><goal no="1.5">'),
           ap(8, extra="<p>Mellan 2025 och 2023, och 2025-2028.</p>")]
    for number in range(60):
        write(folder, f"{number:02}.xml", odd[number % len(odd)])
    for encoding in ("utf-16", "latin-1", "utf-8-sig"):
        write(folder, f"90-{encoding}.xml", f'<?xml version="1.0" encoding="{encoding.replace("-sig", "")}"?>' +
              ap(9, extra="<p>hälso-och sjukvård</p>").replace("–", "-"), encoding)


def reports(folder):
    mixed(folder)
    for number in range(30):
        text = ap(number, kind="rapport").replace("<activity><text>", "<entry><text>").replace("</text></activity>", "</text></entry>")
        write(folder, f"95-{number}.xml", text.replace("Aktivitetsplan", "Återrapport"))


def plans(folder):
    for number in range(60):
        write(folder, f"{number:02}.xml", [vp("Forskning"), vp().replace("2025", "2021"), vp().replace("</goal>", ""), vp().replace(' kind="vp"', ""),
                                           vp().replace("<p>", "<p>Mellan 2025 och 2023, hälso-och sjukvård. ")][number % 5])


if len(sys.argv) == 2:
    peaks()
    word_peaks()
    plan_peaks()
sizes()
same("mixed", mixed)
same("reports", reports)
same("all are activity plans", mixed, "--kind", "ap")
same("all are plans", plans)
same("each by itself", mixed, "--each")
finish("growth")
