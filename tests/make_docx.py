#!/usr/bin/env python3
"""Makes Word documents of plan XML by a real word processor, for fixtures.

usage: make_docx.py PLAN.xml... (writes PLAN.docx beside each)

The plan becomes a Flat OpenDocument text with styles, automatic heading numbers and bullet lists, and LibreOffice
(Debian: libreoffice-writer-nogui) saves it as a Word document. Run it again only when the plan changes: LibreOffice
writes other bytes each time.
"""
import os, re, subprocess, sys, tempfile
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

P = "{urn:planlint:plan:1}"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="sv" fo:country="SE"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="2"/>
%s
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="&#8226;"/></text:list-style>
</office:styles>
<office:body><office:text>
"""
OUTLINE = """<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>
<text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:outline-style>"""


def text(node):
    """Line breaks and indentation of the XML are one space; spaces that were typed twice stay two."""
    words = re.sub(r"\s*\n\s*", " ", "".join(node.itertext())).strip()
    return re.sub("  +", lambda spaces: f' <text:s text:c="{len(spaces[0]) - 1}"/>', escape(words))


def blocks(node, out, level, style):
    for child in node:
        name = child.tag.replace(P, "")
        if name == "meta":
            for part in child:
                kind = {"title": "Title", "subtitle": "Subtitle"}.get(part.tag.replace(P, ""), "Standard")
                out.append(f'<text:p text:style-name="{kind}">{text(part)}</text:p>')
        elif name in ("section", "goal"):
            blocks(child, out, level + 1, style)
        elif name == "heading":
            out.append(f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text(child)}</text:h>')
        elif name in ("activity", "entry"):
            out.append(f'<text:list text:style-name="Bullets"><text:list-item><text:p text:style-name="Standard">{text(child.find(P + "text"))}</text:p></text:list-item></text:list>')
            for result in child.findall(P + "result"):
                blocks(result, out, level, style)
        elif name in ("p", "milestone"):
            out.append(f'<text:p text:style-name="Standard">{text(child)}</text:p>')
        else:
            blocks(child, out, level, style)


for path in sys.argv[1:]:
    plan = ET.parse(path).getroot()
    numbered = plan.find(f".//{P}section[@no]") is not None
    out = [HEAD % (OUTLINE if numbered else "")]
    blocks(plan, out, 0, None)
    out.append("</office:text></office:body></office:document>")
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.splitext(os.path.basename(path))[0]
        with open(os.path.join(folder, name + ".fodt"), "w", encoding="utf-8") as f:
            f.write("\n".join(out))
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                        "docx:MS Word 2007 XML", "--outdir", os.path.dirname(os.path.abspath(path)),
                        os.path.join(folder, name + ".fodt")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
