/* Whole documents and what the shipped rules find in them: the cases that are too many for files of their own. */
#include "examples.h"
#include "findings.h"
#include "read.h"

#define PLAN(kind, attributes, body)                                                                                   \
    "<plan xmlns=\"urn:planlint:plan:1\" kind=\"" kind "\"" attributes ">" body "</plan>"
#define VP(body) PLAN("vp", " period=\"2025/2028\"", body)
#define AP(body) PLAN("ap", " year=\"2025\" period=\"2025/2028\"", body)
#define REPORT(body) PLAN("rapport", " year=\"2025\" period=\"2025/2028\"", body)
#define TIMELINE(body)                                                                                                 \
    PLAN("tidplan", "", "<section level=\"1\"><heading>Tid</heading><timeline>" body "</timeline></section>")
#define SECTION(heading, body) "<section level=\"1\"><heading>" heading "</heading>" body "</section>"
#define NUMBERED(no, heading, body)                                                                                    \
    "<section no=\"" no "\" level=\"1\"><heading>" heading "</heading>" body "</section>"
#define SUB(no, heading) "<section no=\"" no "\" level=\"2\"><heading>" heading "</heading><p>Text.</p></section>"
#define TEXT(text) SECTION("Arbete", "<p>" text "</p>")
#define GOAL(no, title) "<goal no=\"" no "\"><heading>" title "</heading><p>Text.</p></goal>"
#define ACTIVITY(text) "<activity><text>" text "</text></activity>"
#define ENTRY(text, result) "<entry><text>" text "</text><result><p>" result "</p></result></entry>"
#define DECIDED(text) "<meta><decided>" text "</decided></meta>"

/* A chapter that lost its diacritics when it was scanned. */
#define SCANNED(body)                                                                                                  \
    SECTION("Inledning",                                                                                               \
            "<p>Namnden ska framja en jamlik vard for alla invanare i lanen och ge stod at regionernas arbete "        \
            "med att starka samverkan. Arbetet sker i grupper som leds av en ordforande fran varje region, "           \
            "och resultatet foljs upp varje ar i en rapport till namnden. Malet ar en god halsa for alla och "         \
            "ett effektivt utnyttjande av gemensamma resurser inom omradet.</p>"                                       \
            "<p>Regionerna har forbundit sig att gemensamt verka for att starka samarbetet. Politisk ledning "         \
            "inom respektive region har ansvar for att kulturen sprids, men det kan utformas olika beroende "          \
            "pa organisation och arbetssatt. Val forankrade aktiviteter ar en framgangsfaktor for det "                \
            "gemensamma arbetet under hela perioden.</p>"                                                              \
            "<p>Exempel pa det senare ar overenskommelsen om en nationell struktur for kunskapsstyrning och de "       \
            "uppdrag som avser varden och forsorjningen av personal. Namnden fattar beslut vid behov och for "         \
            "att fordjupa det operativa samarbetet i regionen, och den ska enligt avtalet faststalla en plan "         \
            "till vilken en arlig plan kopplas.</p>" body)

enum { PLANS = 4 };

struct document_case {
    const char *rule, *what;
    const char *plans[PLANS]; /* the last one is reported on */
    const char *wanted;
};

static const struct document_case documents[] = {
    /* MET007: a number and the list behind it */
    {"MET007",
     "a semicolon ends the list",
     {VP(TEXT("Vi har tre mål: vård, hälsa och forskning; de följs upp, varje år, av nämnden."))},
     ""},
    {"MET007",
     "a question mark ends the list",
     {VP(TEXT("Har vi tre mål: vård och hälsa? Ja, vi har tre, fyra, fem."))},
     "warning MET007 `tre mål`\n"},
    {"MET007",
     "a full stop before a small letter does not end it",
     {VP(TEXT("Vi har tre mål: vård m.m. och hälsa, forskning."))},
     ""},
    {"MET007",
     "a full stop before a name does",
     {VP(TEXT("Vi har tre mål: vård och hälsa. Örebro, Uppsala och Gävle är med."))},
     "warning MET007 `tre mål`\n"},
    {"MET007", "a bracket that nothing closes holds no list", {VP(TEXT("Vi har fyra regioner (Uppsala, Dalarna"))}, ""},
    {"MET007",
     "a list in brackets",
     {VP(TEXT("Vi har fyra regioner (Uppsala, Dalarna, Sörmland) i länet."))},
     "warning MET007 `fyra regioner`\n"},
    {"MET007",
     "och and samt at the end of words are no conjunctions",
     {VP(TEXT("Vi har två mål: bloch, samtal."))},
     ""},
    {"MET007", "one thing is no list", {VP(TEXT("Vi har två mål: vård."))}, ""},
    {"MET007",
     "a list of paragraphs in another section is not its list",
     {VP(SECTION("A", "<p>Vi har tre mål:</p>") SECTION("B", "<list><item>vård</item><item>hälsa</item></list>"))},
     ""},
    {"MET007",
     "only the first of two lists is",
     {VP(SECTION(
         "A", "<p>Vi har tre "
              "mål:</p><list><item>vård</item><item>hälsa</item></list><list><item>drift</item></list><p>Mer.</p>"))},
     "warning MET007 `tre mål`\n"},
    {"MET007", "the last paragraph has no list", {VP(TEXT("Vi har tre mål:"))}, ""},
    /* MET008: the regions */
    {"MET008",
     "a region whose name begins another word is not named",
     {VP(TEXT("Här ingår Region Dalarna, Region Gävleborg, Region Sörmland, Region Uppsalas län, Region Värmland, "
              "Region Västmanland och Region Örebro län."))},
     "warning MET008 `Region Dalarna, Region Gävleborg, Region Sörmland, Region Uppsalas län, Region Värmland, Region "
     "Västmanland och Region Örebro län`\n"},
    {"MET008",
     "without a region of its own: the list is pointed at",
     {VP(TEXT("Här ingår Region Dalarna, Region Gävleborg, Region Sörmland, Region Värmland och Region Västmanland."))},
     "warning MET008 `Region Dalarna, Region Gävleborg, Region Sörmland, Region Värmland och Region Västmanland`\n"},
    {"MET008",
     "a list that goes on in the next paragraph is not cut",
     {VP(SECTION("A", "<p>Här ingår Region Dalarna, Region Gävleborg, Region Sörmland, Region Värmland,</p><p>Region "
                      "Uppsala och Region Örebro län.</p>"))},
     ""},
    {"MET008",
     "nor is one that began in the paragraph before",
     {VP(SECTION("A", "<p>Region Uppsala, Region Örebro län,</p><p>Region Dalarna, Region Gävleborg, Region Sörmland "
                      "och Region Värmland.</p>"))},
     ""},
    {"MET008", "half of them are no list", {VP(TEXT("Region Dalarna, Region Gävleborg och Region Sörmland."))}, ""},
    {"MET008",
     "in text that lost its diacritics",
     {VP(SCANNED("<p>Har ingar Region Dalarna, Region Gavleborg, Region Sormland, Region Uppsala, Region Varmland och "
                 "Region Vastmanland.</p>"))},
     "warning MET008 `Har ingar Region Dalarna, Region Gavleborg, Region Sormland, Region Uppsala, Region Varmland och "
     "Region Vastmanland.`\n"},
    /* MET004, MET005: nothing is asked of what is no plan document */
    {"MET005",
     "of what has no kind",
     {"<plan xmlns=\"urn:planlint:plan:1\"><section "
      "level=\"1\"><heading>Arbete</heading><p>Text.</p></section></plan>"},
     ""},
    {"MET005",
     "in text that lost its diacritics",
     {VP(SCANNED("<p>Arbetet sker i Sjukvardsregion Mellansverige.</p>"))},
     ""},
    {"MET005", "where nothing of the name is left", {VP(SCANNED(""))}, "info MET005 ``\n"},
    {"MET004",
     "the paragraph of the decision names who decided",
     {VP("<meta><title>Verksamhetsplan 2025–2028</title></meta>" TEXT(
         "Planen beslutades av samverkansnämnden den 27 september 2024."))},
     ""},
    {"MET004",
     "what stands in another chapter does not",
     {VP("<meta><title>Verksamhetsplan 2025–2028</title><decided date=\"2024-09-27\">Beslutad "
         "2024-09-27</decided></meta>" TEXT("Samverkansnämnden möts."))},
     "info MET004 `2024-09-27`\n"},
    /* STR001, STR002, STR003: the table of contents */
    {"STR001",
     "a heading behind the last entry is told at the heading of the table",
     {VP("<toc><heading>Innehåll</heading><entry no=\"1\" level=\"1\">Inledning</entry><entry no=\"2\" "
         "level=\"1\">Arbete</entry></toc>" NUMBERED("1", "Inledning", "<p>Text.</p>")
             NUMBERED("2", "Arbete", "<p>Text.</p>") NUMBERED("3", "Uppföljning", "<p>Text.</p>"))},
     "warning STR001 `Innehåll`\n"},
    {"STR001",
     "and without one at the last entry",
     {VP("<toc><entry no=\"1\" level=\"1\">Inledning</entry><entry no=\"2\" level=\"1\">Arbete</entry></toc>" NUMBERED(
         "1", "Inledning", "<p>Text.</p>") NUMBERED("2", "Arbete", "<p>Text.</p>")
             NUMBERED("3", "Uppföljning", "<p>Text.</p>"))},
     "warning STR001 `Arbete`\n"},
    {"STR001",
     "an entry with the words of a broken field is there",
     {VP("<toc><entry level=\"1\">Inledning</entry><entry level=\"1\">Arbete Fel! Bokmärket är inte "
         "definierat.</entry></toc>" SECTION("Inledning", "<p>Text.</p>") SECTION("Arbete", "<p>Text.</p>"))},
     ""},
    {"STR001",
     "an entry with a slip of the pen is there",
     {VP("<toc><entry level=\"1\">Inledning</entry><entry level=\"1\">Uppföjning av arbetet</entry></toc>" SECTION(
         "Inledning", "<p>Text.</p>") SECTION("Uppföljning av arbetet", "<p>Text.</p>"))},
     ""},
    {"STR001",
     "an entry with another title and the number is there",
     {VP("<toc><entry no=\"1\" level=\"1\">Inledning</entry><entry no=\"2\" level=\"1\">Drift</entry></toc>" NUMBERED(
         "1", "Inledning", "<p>Text.</p>") NUMBERED("2", "Arbete", "<p>Text.</p>"))},
     ""},
    {"STR001",
     "headings before the table are not asked for",
     {VP(SECTION("Förord", "<p>Text.</p>") "<toc><entry level=\"1\">Inledning</entry><entry "
                                           "level=\"1\">Arbete</entry></toc>" SECTION("Inledning", "<p>Text.</p>")
                                               SECTION("Arbete", "<p>Text.</p>"))},
     ""},
    {"STR001",
     "nor headings deeper or higher than its entries",
     {VP("<toc><entry level=\"2\">Inledning</entry><entry level=\"2\">Arbete</entry></toc>" SECTION(
         "Del", "<section level=\"2\"><heading>Inledning</heading><section "
                "level=\"3\"><heading>Mer</heading><p>Text.</p></section></section><section "
                "level=\"2\"><heading>Arbete</heading><p>Text.</p></section>"))},
     ""},
    {"STR001",
     "a table of figures is not an incomplete table of contents",
     {VP("<toc><entry level=\"1\">Figur a</entry><entry level=\"1\">Figur b</entry><entry level=\"1\">Figur "
         "c</entry></toc>" SECTION("Inledning", "<p>Text.</p>"))},
     ""},
    {"STR002",
     "an entry of a heading that is gone",
     {VP("<toc><entry level=\"1\">Inledning</entry><entry level=\"1\">Drift</entry></toc>" SECTION(
         "Inledning", "<p>Text.</p>") SECTION("Arbete", "<p>Text.</p>"))},
     "warning STR002 `Drift`\n"},
    {"STR002",
     "an entry with a slip of the pen is told what is meant",
     {VP("<toc><entry level=\"1\">Inledning</entry><entry level=\"1\">Uppföjning av arbetet</entry></toc>" SECTION(
         "Inledning", "<p>Text.</p>") SECTION("Uppföljning av arbetet", "<p>Text.</p>"))},
     "warning STR002 `Uppföjning av arbetet` -> Uppföljning av arbetet\n"},
    {"STR002",
     "an entry with the number of another title",
     {VP("<toc><entry no=\"1\" level=\"1\">Inledning</entry><entry no=\"2\" level=\"1\">Drift</entry></toc>" NUMBERED(
         "1", "Inledning", "<p>Text.</p>") NUMBERED("2", "Arbete", "<p>Text.</p>"))},
     "warning STR002 `Drift` -> 2 Arbete\n"},
    {"STR002",
     "an entry with the title of another number",
     {VP("<toc><entry no=\"1\" level=\"1\">Inledning</entry><entry no=\"3\" level=\"1\">Arbete</entry></toc>" NUMBERED(
         "1", "Inledning", "<p>Text.</p>") NUMBERED("2", "Arbete", "<p>Text.</p>"))},
     "warning STR002 `Arbete` -> 2 Arbete\n"},
    {"STR002",
     "the second heading with the title has the number",
     {VP("<toc><entry no=\"1\" level=\"1\">Mål</entry><entry no=\"2\" level=\"1\">Mål</entry></toc>" NUMBERED(
         "1", "Mål", "<p>Text.</p>") NUMBERED("2", "Mål", "<p>Text.</p>"))},
     ""},
    {"STR002",
     "the first line of a heading of two is part of it",
     {VP("<toc><entry no=\"1\" level=\"1\">Inledning</entry><entry no=\"2\" level=\"1\">Arbete</entry></toc>" NUMBERED(
         "1", "Inledning", "<p>Text.</p>") NUMBERED("2", "Arbete och mål", "<p>Text.</p>"))},
     ""},
    {"STR002",
     "so is a heading that the entry adds to",
     {VP("<toc><entry no=\"1\" level=\"1\">Inledning</entry><entry no=\"2\" level=\"1\">Arbete och "
         "mål</entry></toc>" NUMBERED("1", "Inledning", "<p>Text.</p>") NUMBERED("2", "Arbete", "<p>Text.</p>"))},
     ""},
    {"STR002",
     "a line that is no heading here is another matter",
     {VP("<toc><entry level=\"1\">Inledning</entry><entry level=\"1\">Arbete</entry></toc>" SECTION(
         "Inledning", "<p>Arbete</p><p>Text.</p>"))},
     ""},
    {"STR002",
     "a broken field is another finding, and the table may list itself",
     {VP("<toc><heading>Innehåll</heading><entry level=\"1\">Innehåll</entry><entry "
         "level=\"1\">Inledning</entry><entry level=\"1\">Drift Fel! Bokmärket är inte "
         "definierat.</entry></toc>" SECTION("Inledning", "<p>Text.</p>"))},
     ""},
    {"STR002",
     "a table of figures is left alone",
     {VP("<toc><entry level=\"1\">Figur a</entry><entry level=\"1\">Figur b</entry><entry "
         "level=\"1\">Inledning</entry></toc>" SECTION("Inledning", "<p>Text.</p>"))},
     ""},
    {"STR003",
     "entries without a page are passed over",
     {VP("<toc><entry page=\"4\" level=\"1\">Inledning</entry><entry level=\"1\">Del</entry><entry page=\"3\" "
         "level=\"1\">Arbete</entry></toc>" SECTION("Inledning", "<p>Text.</p>"))},
     "warning STR003 `Arbete`\n"},
    /* STR004, STR005, STR006, STR010, STR012 */
    {"STR004",
     "under a heading without a number a series of its own",
     {VP(SECTION("Del a", SUB("1", "A") SUB("2", "B")) SECTION("Del b", SUB("1", "C") SUB("2", "D")))},
     ""},
    {"STR004",
     "a series begins behind an unnumbered heading of its level",
     {VP(NUMBERED("1", "A", "<p>Text.</p>") NUMBERED("2", "B", "<p>Text.</p>") SECTION("Bilagor", "<p>Text.</p>")
             NUMBERED("1", "C", "<p>Text.</p>"))},
     ""},
    {"STR004",
     "a number that comes back without one is wrong",
     {VP(NUMBERED("1", "A", "<p>Text.</p>") NUMBERED("2", "B", "<p>Text.</p>") NUMBERED("1", "C", "<p>Text.</p>"))},
     "warning STR004 `C`\n"},
    {"STR004",
     "letters are no series",
     {VP(NUMBERED("A", "Del", "<p>Text.</p>") NUMBERED("C", "Mer", "<p>Text.</p>"))},
     ""},
    {"STR004",
     "a sub-section of a chapter that is there begins at one",
     {VP(NUMBERED("4", "Mål", SUB("4.2", "B")))},
     "warning STR004 `B`\n"},
    {"STR004", "one of a chapter that is not may begin anywhere", {VP(SECTION("Mål", SUB("4.2", "B")))}, ""},
    {"STR004",
     "numbers that stand elsewhere are not missing",
     {VP(NUMBERED("1", "A", "<p>Text.</p>") NUMBERED("3", "C", "<p>Text.</p>") NUMBERED("2", "B", "<p>Text.</p>"))},
     "warning STR004 `B`\n"},
    {"STR005",
     "two levels down at once",
     {VP(SECTION("A", "<section level=\"3\"><heading>B</heading><p>Text.</p></section>"))},
     "warning STR005 `B`\n"},
    {"STR005",
     "the first heading may have any level",
     {VP("<section level=\"3\"><heading>B</heading><p>Text.</p></section>")},
     ""},
    {"STR006",
     "a heading over a table or a picture is not empty",
     {VP(SECTION("A", "<figure/>") SECTION("B", "<table><row><cell/></row></table>") SECTION("C", "<p>Text.</p>"))},
     ""},
    {"STR006",
     "a heading that the next follows at once is",
     {VP(SECTION("A", "") SECTION("B", "<p>Text.</p>"))},
     "warning STR006 `A`\n"},
    {"STR006",
     "an overview may be followed by its chapters",
     {VP("<section level=\"1\" role=\"focus-overview\"><heading>Fokusområden</heading></section>" SECTION(
         "B", "<p>Text.</p>"))},
     ""},
    {"STR010",
     "a heading that is only a number has no name to repeat",
     {VP(SECTION("–", "<p>Text.</p>") SECTION("–", "<p>Text.</p>"))},
     ""},
    {"STR010",
     "under one parent, but not under two",
     {VP(SECTION("A", "<section level=\"2\"><heading>Mål</heading><p>Text.</p></section>") SECTION(
         "B", "<section level=\"2\"><heading>Mål</heading><p>Text.</p></section>") SECTION("A", "<p>Text.</p>"))},
     "warning STR010 `A`\n"},
    {"STR012",
     "a sentence before the title",
     {AP("<p>Det här är en lång mening som står före titeln.</p><meta><title>Aktivitetsplan 2025</title></meta>" TEXT(
         "Text."))},
     "info STR012 `Aktivitetsplan 2025`\n"},
    {"STR012",
     "a line of the cover before the title is no sentence",
     {AP("<p>Sjukvårdsregion Mellansverige</p><meta><title>Aktivitetsplan 2025</title></meta>" TEXT(
         "Det här är en lång mening som står efter titeln."))},
     ""},
    /* XDC: between documents */
    {"XDC002",
     "the plan whose period ends last is named",
     {VP("<meta><title>Verksamhetsplan 2025–2028</title></meta>" TEXT("Text.")),
      PLAN("vp", " period=\"2021/2024\"", TEXT("Text.")),
      PLAN("ap", " year=\"2029\"", "<meta><title>Aktivitetsplan 2029</title></meta>" TEXT("Text."))},
     "error XDC002 `2029`\n"},
    {"XDC002",
     "a plan that does not say its period tells nothing",
     {PLAN("vp", "", TEXT("Text.")), PLAN("ap", " year=\"2029\"", TEXT("Text."))},
     ""},
    {"XDC002",
     "without a title the attribute is pointed at",
     {VP(TEXT("Text.")), PLAN("ap", " year=\"2029\"", TEXT("Text."))},
     "error XDC002 `2029`\n"},
    {"XDC003",
     "an activity plan decided before its plan",
     {VP("<meta><title>Verksamhetsplan 2025–2028</title><decided date=\"2024-09-27\">Beslutad "
         "2024-09-27</decided></meta>" TEXT("Text.")),
      AP("<meta><title>Aktivitetsplan 2025</title><decided date=\"2024-06-01\">Beslutad "
         "2024-06-01</decided></meta>" TEXT("Text."))},
     "warning XDC003 `2024-06-01`\n"},
    {"XDC003",
     "a plan that was decided in its own period is another finding",
     {VP("<meta><title>Verksamhetsplan 2025–2028</title><decided date=\"2025-09-27\">Beslutad "
         "2025-09-27</decided></meta>" TEXT("Text.")),
      AP("<meta><title>Aktivitetsplan 2025</title><decided date=\"2024-06-01\">Beslutad "
         "2024-06-01</decided></meta>" TEXT("Text."))},
     ""},
    {"XDC003",
     "a date that no calendar has tells nothing",
     {VP("<meta><title>Verksamhetsplan 2025–2028</title><decided>Beslutad 31 september 2024</decided></meta>" TEXT(
          "Text.")),
      AP("<meta><title>Aktivitetsplan 2025</title><decided date=\"2024-06-01\">Beslutad "
         "2024-06-01</decided></meta>" TEXT("Text."))},
     ""},
    {"XDC005",
     "a milestone of another plan's decision is not meant",
     {TIMELINE(
          "<milestone date=\"2024-09\"><text>Sep 2024 Beslut AP</text></milestone><milestone "
          "date=\"2019-09\"><text>Sep 2019 Beslut VP</text></milestone><milestone><text>Beslut VP</text></milestone>"),
      VP("<meta><decided date=\"2024-11-15\">Beslutad 2024-11-15</decided></meta>" TEXT("Text."))},
     ""},
    {"XDC005",
     "a milestone without text is pointed at as it is",
     {TIMELINE("<milestone date=\"2024-09\" label=\"Beslut VP\"/>"),
      VP("<meta><decided date=\"2024-11-15\">Beslutad 2024-11-15</decided></meta>" TEXT("Text."))},
     "off XDC005 `2024-11-15`\n"},
    {"XDC005",
     "the year of an activity plan counts",
     {TIMELINE("<milestone date=\"2024-10\"><text>Okt 2024 Beslut AP</text></milestone>"),
      AP("<meta><decided date=\"2024-12-01\">Beslutad 2024-12-01</decided></meta>" TEXT("Text."))},
     "off XDC005 `2024-12-01`\n"},
    {"XDC004",
     "a sentence that differs by a word",
     {VP(TEXT(
          "Regionerna ska tillsammans utveckla en nära vård som utgår från vad varje patient behöver. Kort mening.")),
      AP(TEXT("Kort. Regionerna ska tillsammans utveckla en nära vård som utgår från det varje patient behöver."))},
     "off XDC004 `Regionerna ska tillsammans utveckla en nära vård som utgår från det varje patient behöver.`\n"},
    {"XDC004",
     "the same sentence, and one that shares some words",
     {VP(TEXT("Regionerna ska tillsammans utveckla en nära vård som utgår från vad varje patient behöver.  Regionerna "
              "ska tillsammans utveckla ett register som utgår från den forskning som finns på alla sjukhus i länen")),
      AP(TEXT(
          "Regionerna ska tillsammans utveckla en nära vård som utgår från vad varje patient behöver. Vi vill att "
          "regionerna ska tillsammans utveckla sin upphandling av läkemedel och material så att den blir bättre."))},
     ""},
    {"XDC004",
     "a sentence that stands twice in the plan",
     {VP(TEXT("Regionerna ska tillsammans utveckla en nära vård som utgår från vad varje patient behöver. Regionerna "
              "ska tillsammans utveckla en nära vård som utgår från vad varje patient behöver.")),
      AP(TEXT("Regionerna ska tillsammans utveckla en nära vård som utgår från vad varje invånare behöver."))},
     "off XDC004 `Regionerna ska tillsammans utveckla en nära vård som utgår från vad varje invånare behöver.`\n"},
    {"XDC006",
     "counts for each region are told in all",
     {VP(TEXT("Nämnden har 14 ledamöter.")), AP(TEXT("Varje region har utsett tre ledamöter."))},
     "off XDC006 `tre ledamöter`\n"},
    {"XDC006",
     "one of several counts agrees",
     {VP(TEXT("Nämnden har 21 ledamöter. Rådet har 7 ledamöter.")),
      AP(TEXT("Rådet har sju ledamöter och möts med 5 politiker."))},
     ""},
    {"XDC006",
     "plans of other years are not compared",
     {PLAN("vp", " period=\"2021/2024\"", TEXT("Nämnden har 21 ledamöter.")), AP(TEXT("Nämnden har 20 ledamöter."))},
     ""},
    {"XDC006",
     "nor what is no plan document",
     {"<plan xmlns=\"urn:planlint:plan:1\"><section level=\"1\"><heading>Arbete</heading><p>Nämnden har 21 "
      "ledamöter.</p></section></plan>",
      AP(TEXT("Nämnden har 20 ledamöter."))},
     ""},
    {"XDC006",
     "a plan is told less than what follows from it",
     {AP(TEXT("Nämnden har 21 ledamöter.")), VP(TEXT("Nämnden har 20 ledamöter."))},
     ""},
    {"XDC006",
     "the same noun is told once",
     {VP(TEXT("Nämnden har 21 ledamöter.")), AP(TEXT("Nämnden har 20 ledamöter. Rådet har 19 ledamöter."))},
     "off XDC006 `20 ledamöter`\n"},
    /* DAT */
    {"DAT002",
     "the end of the own period with a digit wrong",
     {VP(TEXT("Arbetet pågår 2025–2018."))},
     "error DAT002 `2025–2018` -> 2028\n"},
    {"DAT002",
     "two days the wrong way round",
     {VP(TEXT("Mötet hålls den 12–10 mars 2026."))},
     "error DAT002 `12–10 mars 2026`\n"},
    {"DAT002",
     "months the wrong way round have no years to turn",
     {VP(TEXT("Mötet hålls 2027-05-01–2013-03-01."))},
     "error DAT002 `2027-05-01–2013-03-01`\n"},
    {"DAT003",
     "a day that no calendar has is not backwards too",
     {VP(TEXT("Arbetet pågår 31 april 2027–1 mars 2026."))},
     "error DAT003 `31 april 2027–1 mars 2026`\n"},
    {"DAT008",
     "a day and month that may be either",
     {VP(TEXT("Beslut fattas den 3/4 25."))},
     "warning DAT008 `3/4 25`\n"},
    {"DAT012",
     "a weekday of another date",
     {VP(TEXT("Mötet hålls fredag den 12 mars 2026."))},
     "warning DAT012 `fredag den 12 mars 2026`\n"},
    {"DAT012",
     "a deadline outside the period is another finding",
     {AP(SECTION("Arbete", ACTIVITY("Lämna underlag senast fredag den 12 mars 2030.")))},
     ""},
    {"DAT007",
     "a slash is a season",
     {VP(TEXT("Under 2025/2026 och 2026 - 2027 pågår arbetet."))},
     "info DAT007 `2026 - 2027`\n"},
    {"DAT001",
     "of a report on an earlier year the profile's period is not its own",
     {PLAN("rapport", " year=\"2023\"", SECTION("Arbete", ENTRY("Följa upp senast 31 mars 2023.", "Klart.")))},
     ""},
    {"DAT004",
     "of a report the year is compared",
     {PLAN("rapport", " year=\"2024\"", "<meta><title>Återrapport 2023</title></meta>" TEXT("Text."))},
     "error DAT004 `2024`\n"},
    {"DAT004",
     "one end of the plan's own period",
     {VP("<meta><title>Verksamhetsplan 2025–2028</title></meta>" TEXT(
         "Verksamhetsplanen för 2025–2027 gäller. Verksamhetsplanen för 2021–2024 är avslutad."))},
     "error DAT004 `2025–2027`\n"},
    {"DAT004",
     "the period that the root declares",
     {PLAN("vp", " period=\"2025/2027\"", "<meta><title>Verksamhetsplan 2025–2028</title></meta>" TEXT("Text."))},
     "error DAT004 `2025/2027`\n"},
    {"DAT005",
     "a decision in the year that an activity plan plans",
     {AP("<meta><decided date=\"2025-02-01\">Beslutad 2025-02-01</decided></meta>" TEXT("Text."))},
     "warning DAT005 `2025-02-01`\n"},
    {"DAT005",
     "a decision on a day that no calendar has is another finding",
     {AP("<meta><decided>Beslutad 31 april 2025</decided></meta>" TEXT("Text."))},
     ""},
    {"DAT005",
     "a decision in the future",
     {PLAN("vp", "", "<meta><decided date=\"2026-02-01\">Beslutad 2026-02-01</decided></meta>" TEXT("Text."))},
     "warning DAT005 `2026-02-01`\n"},
    {"DAT010",
     "two timelines begin anew each",
     {PLAN("tidplan", "",
           "<section level=\"1\"><heading>Tid</heading><timeline><milestone date=\"2024-05\"><text>Maj 2024 "
           "Start</text></milestone></timeline><timeline><milestone date=\"2024-02\"><text>Feb 2024 "
           "Start</text></milestone></timeline></section>")},
     ""},
    {"DAT010",
     "milestones without a date or text are passed over",
     {TIMELINE("<milestone date=\"2024-05\"><text>Maj 2024 "
               "Start</text></milestone><milestone><text>Sedan</text></milestone><milestone date=\"2024-02\" "
               "label=\"Slut\"/><milestone date=\"2024-01\"><text>Jan 2024 Slut</text></milestone>")},
     ""},
    {"DAT011",
     "a milestone with a date and nothing else",
     {TIMELINE("<milestone date=\"2024-05\"/><milestone><text>Maj 2024</text></milestone>")},
     "info DAT011 `milestone`\ninfo DAT011 `Maj 2024`\n"},
    /* FOC */
    {"FOC001",
     "a profile's areas are not those of another period",
     {PLAN("vp", " period=\"2017/2020\"", TEXT("Text."))},
     ""},
    {"FOC001",
     "areas in the cells of a table are there",
     {VP("<section "
         "level=\"1\"><heading>Arbete</heading><table><row><cell>Fokusområde</cell></row><row><cell>Verksamhet och "
         "utveckling</cell></row><row><cell>Kunskapsstyrning</cell></row><row><cell>Utbildning och "
         "kompetensförsörjning</cell></row></table></section>")},
     "error FOC001 ``\n"},
    {"FOC002",
     "in two chapters it is two views",
     {VP(SECTION("Mål", "<section level=\"2\"><heading>Fokusområde Kunskapsstyrning</heading><p>Text.</p></section>")
             SECTION(
                 "Organisation",
                 "<section level=\"2\"><heading>Fokusområde Kunskapsstyrning</heading><p>Text.</p></section><section "
                 "level=\"2\"><heading>Fokusområde Kunskapsstyrning</heading><p>Text.</p></section>"))},
     "error FOC002 `Fokusområde Kunskapsstyrning`\n"},
    {"FOC003",
     "capitals and blanks are no spelling",
     {VP(TEXT("inom VERKSAMHET OCH UTVECKLING, verksamhet och  utveckling och Verksamhet och utveckling"))},
     ""},
    {"FOC003",
     "a word with a slip of the pen in running text",
     {VP(TEXT("Inom Kunskapstyrning och utbildning och kompetensförsörning samarbetar vi."))},
     "info FOC003 `Kunskapstyrning` -> Kunskapsstyrning\ninfo FOC003 `utbildning och kompetensförsörning` -> "
     "utbildning och kompetensförsörjning\n"},
    {"FOC003",
     "a form of the word is none",
     {VP(TEXT("Inom kunskapsstyrningen och för kunskapsstyrande arbete × och verksamheten."))},
     ""},
    {"FOC003",
     "a heading with a slip of the pen",
     {VP(SECTION("Kunskapstyrning", "<p>Text.</p>"))},
     "info FOC003 `Kunskapstyrning` -> Kunskapsstyrning\n"},
    {"FOC004",
     "an area that stands twice counts once",
     {VP(SECTION("Fokusområde Kunskapsstyrning", "<p>Text.</p>")
             SECTION("Fokusområde Verksamhet och utveckling", "<p>Text.</p>")
                 SECTION("Fokusområde Kunskapsstyrning", "<p>Text.</p>"))},
     "info FOC004 `Fokusområde Verksamhet och utveckling`\n"},
    {"FOC005",
     "an area with text and no goal",
     {VP(SECTION("Fokusområde Kunskapsstyrning", "<p>Text.</p>")
             SECTION("Fokusområde Verksamhet och utveckling", GOAL("1.1", "Vård")))},
     "warning FOC005 `Fokusområde Kunskapsstyrning`\n"},
    {"FOC006",
     "a list of the areas that leaves one out and names another",
     {VP("<section level=\"1\"><heading>Inledning</heading><list><item>Verksamhet och "
         "utveckling</item><item>Kunskapsstyrning</item><item>Ekonomi</item></list></section>" SECTION(
             "Fokusområde Verksamhet och utveckling", "<p>Text.</p>")
             SECTION("Fokusområde Kunskapsstyrning", "<p>Text.</p>")
                 SECTION("Fokusområde Digitalisering och e-hälsa", "<p>Text.</p>"))},
     "warning FOC006 `Verksamhet och utveckling`\n"},
    {"FOC006",
     "two lists behind each other are two",
     {VP("<section "
         "level=\"1\"><heading>Inledning</heading><list><item>Drift</item><item>Ekonomi</item></"
         "list><list><item>Verksamhet och utveckling</item><item>Kunskapsstyrning</item></list></section>" SECTION(
             "Fokusområde Verksamhet och utveckling", "<p>Text.</p>")
             SECTION("Fokusområde Kunskapsstyrning", "<p>Text.</p>"))},
     ""},
    {"FOC006",
     "with one area nothing is compared",
     {VP("<section level=\"1\"><heading>Inledning</heading><list><item>Verksamhet och "
         "utveckling</item><item>Kunskapsstyrning</item></list></section>" SECTION("Fokusområde Kunskapsstyrning",
                                                                                   "<p>Text.</p>"))},
     ""},
    /* FUP */
    {"FUP002",
     "the year that the activity names stands in the result too",
     {REPORT(SECTION("Arbete", ENTRY("Ta fram prislista 2025.", "Prislista 2024 ersattes av prislista 2025.")))},
     ""},
    {"FUP002",
     "another year of the same thing, told once",
     {REPORT(SECTION(
         "Arbete", ENTRY("Ta fram prislista 2025.", "Prislista 2024 gäller, prislista 2023 är borta. Mötet 2022 hölls.")
                       ENTRY("Ordna prislista 2026.", "Klart.")))},
     "error FUP002 `2024`\n"},
    {"FUP003",
     "a result that also says what was done",
     {REPORT(SECTION("Arbete", ENTRY("Ordna ett möte.", "Mötet genomfördes. Nästa hålls 2027.")
                                   ENTRY("Samla underlag.", "Arbetet startar 2027.")))},
     "warning FUP003 `2027`\n"},
    {"FUP003",
     "a report without a year has nothing ahead of it",
     {PLAN("rapport", "", SECTION("Arbete", ENTRY("Samla underlag.", "Arbetet startar 2027.")))},
     ""},
    {"FUP004",
     "an activity of an area that the report has no heading for",
     {AP(SECTION("Fokusområde Kunskapsstyrning", ACTIVITY("Ordna ett seminarium om riktlinjer."))
             SECTION("Fokusområde Verksamhet och utveckling", ACTIVITY("Samordna operationer i länet."))),
      REPORT(SECTION("Fokusområde Kunskapsstyrning", ENTRY("Ta fram en prislista.", "Klart.")))},
     "error FUP004 ``\nerror FUP004 `Fokusområde Kunskapsstyrning`\n"},
    {"FUP006",
     "of two days the later counts",
     {REPORT("<meta><prepared date=\"2025-11-01\">Upprättad 2025-11-01</prepared><decided date=\"2026-02-01\">Beslutad "
             "2026-02-01</decided></meta>" SECTION("Arbete", ENTRY("Ordna.", "Klart.")))},
     ""},
    {"FUP006",
     "a day within the year",
     {REPORT("<meta><prepared date=\"2025-11-01\">Upprättad 2025-11-01</prepared></meta>" SECTION(
         "Arbete", ENTRY("Ordna.", "Klart.")))},
     "warning FUP006 `2025-11-01`\n"},
    {"FUP006",
     "without a year nothing is too early",
     {PLAN("rapport", "",
           "<meta><prepared date=\"2025-11-01\">Upprättad 2025-11-01</prepared></meta>" SECTION(
               "Arbete", ENTRY("Ordna.", "Klart.")))},
     ""},
    {"FUP007",
     "a status by attribute or by a word of the result",
     {REPORT(SECTION("Arbete", "<entry status=\"done\"><text>Ordna a.</text><result><p>Så.</p></result></entry>" ENTRY(
                                   "Ordna b.", "Arbetet är avslutat.") ENTRY("Ordna c.", "Så.")))},
     "off FUP007 `Ordna c.`\n"},
    /* TRC */
    {"TRC002",
     "more references than can be shown",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Vård"))),
      AP(SECTION("Arbete", ACTIVITY("Ordna möten (VP 4.21, 4.22, 4.23, 4.24, 4.25, 4.26).")))},
     "error TRC002 `4.21`\nerror TRC002 `4.22`\nerror TRC002 `4.23`\nerror TRC002 `4.24`\nerror TRC002 `4.25`\nerror "
     "TRC002 `4.26`\n"},
    {"TRC002",
     "a range is one place",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Vård"))), AP(SECTION("Arbete", ACTIVITY("Ordna möten (VP 4.21–4.29).")))},
     "error TRC002 `4.21–4.29`\n"},
    {"TRC005",
     "of several plans the one that is mostly served",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Nära vård") GOAL("4.2", "Forskning"))),
      VP(NUMBERED("4", "Mål", GOAL("4.1", "Psykisk hälsa") GOAL("4.2", "Akut vård"))),
      AP(SECTION("Psykisk hälsa", ACTIVITY("Ordna möten.")))},
     "warning TRC005 ``\n"},
    {"TRC005",
     "a goal is missed where its chapter stands",
     {VP(NUMBERED("4", "Gemensamt", GOAL("4.1", "Nära vård") GOAL("4.2", "Forskning"))),
      AP(SECTION("Gemensamt",
                 "<section level=\"2\"><heading>Nära vård</heading>" ACTIVITY("Ordna möten.") "</section>"))},
     "warning TRC005 `Gemensamt`\n"},
    {"TRC005",
     "plans that nothing serves miss nothing of their own",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Nära vård"))), VP(NUMBERED("4", "Mål", GOAL("4.1", "Psykisk hälsa"))),
      AP(SECTION("Arbete", ACTIVITY("Ordna möten.")))},
     ""},
    {"TRC008",
     "by number and by title",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Nära vård") GOAL("4.1", "Forskning") GOAL("4.3", "Nära vård")))},
     "error TRC008 `Forskning`\nerror TRC008 `Nära vård`\n"},
    {"TYP",
     "words are not judged in text that lost its diacritics",
     {VP(SCANNED("<p>Alla har nara vard och Nara vard, mer nara vard.</p>"))},
     ""},
    {"MET006",
     "nothing is asked of what has no kind",
     {"<plan xmlns=\"urn:planlint:plan:1\"><section "
      "level=\"1\"><heading>Arbete</heading><p>Text.</p></section></plan>"},
     ""},
    {"TRC010",
     "a report without the activity plan of its year",
     {REPORT(SECTION("Arbete", ENTRY("Ordna.", "Klart.")))},
     "info TRC010 ``\n"},
    {"TRC010", "a report without entries misses none", {REPORT(TEXT("Text."))}, ""},
    {"TRC001",
     "activities under one heading are one finding",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Nära vård"))),
      AP(SECTION("Forskning", ACTIVITY("Ordna a.") ACTIVITY("Ordna b.")) SECTION("Nära vård", ACTIVITY("Ordna c.")))},
     "error TRC001 `Forskning`\n"},
    {"TRC003",
     "a heading that two plans have as a goal",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Nära vård"))), VP(NUMBERED("5", "Mål", GOAL("5.1", "Nära vård"))),
      AP(SECTION("Nära vård", ACTIVITY("Ordna möten.")))},
     "error TRC003 `Nära vård`\n"},
    {"TRC006",
     "a heading that is the goal but for a hyphen",
     {VP(NUMBERED("4", "Mål", GOAL("4.1", "Forskningssamverkan"))),
      AP(SECTION("Forsknings-samverkan", ACTIVITY("Ordna möten.")))},
     "info TRC006 `Forsknings-samverkan`\n"},
    {"FUP002",
     "an entry without a result contradicts nothing",
     {REPORT(SECTION("Arbete", "<entry><text>Ta fram prislista 2025.</text></entry>" ENTRY("Ta fram prislista.",
                                                                                           "Prislista 2024 gäller.")))},
     ""},
    {"REF005",
     "a quotation in another that stays open",
     {VP(TEXT("Det kallas ”Ett ”två” och mer."))},
     "warning REF005 `”Ett`\n"},
    {"REF005",
     "two that stay open",
     {VP(TEXT("Det kallas ”Ett och ”två men ”tre."))},
     "warning REF005 `”Ett`\nwarning REF005 `”två`\nwarning REF005 `”tre`\n"},
    {"REF005",
     "a quotation of two paragraphs",
     {VP(SECTION("Arbete", "<p>Nämnden säger ”nu går vi vidare.</p><p>Sedan möts vi igen”.</p>"))},
     ""},
    {"REF005",
     "one that another chapter does not close",
     {VP(SECTION("A", "<p>Nämnden säger ”nu går vi.</p>") SECTION("B", "<p>Sedan möts vi”.</p>"))},
     "warning REF005 `”nu`\nwarning REF005 `vi”`\n"},
    {"TRC008",
     "goals without numbers",
     {VP(SECTION("Mål", "<goal><heading>Nära vård</heading><p>Text.</p></goal><goal><heading>Nära "
                        "vård</heading><p>Text.</p></goal>"))},
     "error TRC008 `Nära vård`\n"},
    {"DAT006",
     "of an activity plan outside the profile's period its year alone counts",
     {PLAN("ap", " year=\"2031\"", SECTION("Arbete", ACTIVITY("Ta fram riktlinjer under 2026.")))},
     "warning DAT006 `2026`\n"},
    {"XDC002",
     "a report is no plan to lie in",
     {REPORT(TEXT("Text.")), PLAN("ap", " year=\"2029\"", TEXT("Text."))},
     ""},
    {"XDC005",
     "a plan is no timeline",
     {VP(TEXT("Text.")), AP("<meta><decided date=\"2024-12-01\">Beslutad 2024-12-01</decided></meta>" TEXT("Text."))},
     ""},
    {"XDC006",
     "two of a kind are told apart by their paths",
     {VP(TEXT("Nämnden har 21 ledamöter.")), VP(TEXT("Nämnden har 20 ledamöter."))},
     ""},
    {"REF009",
     "the same abbreviation once, and those of headings not at all",
     {VP(SECTION("Stöd av HTA", "<p>Stöd av RCC och RCC.</p>"))},
     "info REF009 `RCC`\n"},
    {"REF007",
     "a short form that is introduced twice",
     {VP(TEXT("Länets råd, nedan kallat ”rådet”, möts. Regionens nämnd, nedan kallad ”nämnden”, och rådet, nedan "
              "kallat ”rådet”, "
              "leder."))},
     ""},
    {"FOC006",
     "a sentence that names the areas",
     {VP(SECTION("Inledning",
                 "<p>Planen har fyra fokusområden: Verksamhet och utveckling och Kunskapsstyrning. Mer text.</p>")
             SECTION("Fokusområde Verksamhet och utveckling", "<p>Text.</p>")
                 SECTION("Fokusområde Kunskapsstyrning", "<p>Text.</p>")
                     SECTION("Fokusområde Digitalisering och e-hälsa", "<p>Text.</p>"))},
     "warning FOC006 `fokusområden: Verksamhet och utveckling och Kunskapsstyrning`\n"},
    /* TYP010, TYP012, TYP015 */
    {"TYP010",
     "capitals that the place asks for do not count",
     {VP(TEXT("Alla har nära vård. Nära vård: Nära vård (Nära vård) ”Nära vård” – Nära vård."))},
     ""},
    {"TYP010",
     "as often one way as the other is told once",
     {VP(TEXT("Alla har nära vård och Nära vård, mer nära vård och mer Nära vård."))},
     "info TYP010 `Nära vård`\n"},
    {"TYP012",
     "the last item may end the list",
     {VP("<section level=\"1\"><heading>Arbete</heading><list><item>stödja kommunerna</item><item>samla "
         "underlag</item><item>följa arbetet</item><item>sprida resultat.</item></list></section>")},
     ""},
    {"TYP012",
     "one in the middle may not",
     {VP("<section level=\"1\"><heading>Arbete</heading><list><item>stödja kommunerna</item><item>samla "
         "underlag.</item><item>följa arbetet</item><item>sprida resultat</item></list></section>")},
     "info TYP012 `underlag.`\n"},
    /* REF */
    {"REF007",
     "words that the short form is part of are no use",
     {VP(TEXT("Det nya Länsrådets arbete och för-länsrådet är klart. Rådet för länet benämns fortsättningsvis "
              "”länsrådet”."))},
     ""},
    {"REF008",
     "what the short form does not stand for",
     {VP(TEXT("Stadga om forskning, nedan kallad ”stadgan”, gäller. Enligt Musikstadgan, forsknings-stadgan och "
              "stadgans ord."))},
     ""},
    {"REF009",
     "an abbreviation that was explained first",
     {VP(TEXT("Högspecialiserad vård (NHV) är viktig. NHV ordnas. Stöd ges av HTA och HTA."))},
     "info REF009 `HTA`\n"},
    /* OCR004 */
    {"OCR004", "the first page is there", {VP(SCANNED("<p>2 (3)</p><p>1 (3)</p><p>4 (3)</p>"))}, ""},
    {"OCR004",
     "of two missing pages a range is told",
     {VP(SCANNED("<p>Vard 3 (4)</p><p>Vard 4 (4)</p>"))},
     "info OCR004 `3 (4)`\n"},
};

static struct str graded_text(struct arena *arena, const struct rules *rules, struct diag_list *diags) {
    struct buf out = buf_in(arena);
    diag_sort(diags);
    for (size_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        const struct rule *rule = rules_find(rules, diag->id);
        enum severity severity = diag->severity != SEVERITY_OFF ? diag->severity : rule->kind.severity;
        buf_format(&out, "%s %.*s `%.*s`", severity_name(severity), STR_ARGS(diag->id),
                   STR_ARGS(place_quote(arena, diag->place)));
        for (size_t s = 0; s < diag->suggestion_count; s++)
            buf_format(&out, " -> %.*s", STR_ARGS(diag->suggestions[s]));
        buf_byte(&out, '\n');
    }
    return buf_str(&out);
}

static void documents_have_the_findings_that_they_should(void **state) {
    (void)state;
    struct arena *arena = arena_create();
    xml_start();
    const struct rules *rules = shipped_rules(arena);
    struct limits limits = limits_default();
    size_t failed = 0;
    for (size_t i = 0; i < COUNT(documents); i++) {
        const struct document_case *test = &documents[i];
        const struct plan *plans[PLANS];
        struct diag_list faults = diag_list_in(arena, 0);
        size_t count = 0;
        for (; count < PLANS && test->plans[count]; count++) {
            plans[count] = example_plan(arena, rules, str_from(test->plans[count]), &limits, &faults);
            assert_non_null(plans[count]);
        }
        struct diag_list diags = example_run(arena, rules, plans, count, str_from(test->rule), NULL, &limits);
        struct str got = graded_text(arena, rules, &diags);
        assert_worded(arena, rules, &diags);
        if (!str_is(got, test->wanted)) {
            print_error("%s: %s\n--- wanted\n%s--- got\n%.*s", test->rule, test->what, test->wanted, STR_ARGS(got));
            failed++;
        }
    }
    assert_int_equal(failed, 0);
    arena_destroy(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_have_the_findings_that_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
