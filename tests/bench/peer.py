#!/usr/bin/env python3
"""What a team without planlint writes: lxml with XML Schema and ISO Schematron. peer.py SCHEMA FILE..."""
import sys
from lxml import etree, isoschematron

RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron"><ns prefix="p" uri="urn:planlint:plan:1"/>
<pattern><rule context="p:plan"><assert test="p:meta/p:title">title</assert><assert test="count(p:section[@focus]) = 4">areas</assert></rule>
<rule context="p:goal"><assert test="p:heading">heading</assert><assert test="not(preceding-sibling::p:goal/@no = @no)">number</assert></rule>
<rule context="p:activity"><assert test="normalize-space(p:text)">text</assert></rule></pattern></schema>"""

schema = etree.XMLSchema(etree.parse(sys.argv[1]))
rules = isoschematron.Schematron(etree.fromstring(RULES))
for path in sys.argv[2:]:
    tree = etree.parse(path)
    schema.validate(tree)
    rules.validate(tree)
