#include "test.h"

#include "buf.h"
#include "paper.h"

/* What is worth saying of an element, besides its name. */
static const char *const attributes[] = {"kind",        "no",     "date",          "to",      "from", "precision",
                                         "label",       "role",   "status",        "page",    "href", "target",
                                         "responsible", "header", "src:continued", "ordered", "level"};

static void add_shape(struct buf *out, const xmlNode *node) {
    const char *separator = "(";
    buf_add(out, str_from((const char *)node->name));
    for (size_t i = 0; i < COUNT(attributes); i++) {
        struct str value = tree_get(node, attributes[i]);
        bool told = strcmp(attributes[i], "level") != 0 || tree_is(node, "entry"); /* levels of others show */
        if (!value.len || !told)
            continue;
        buf_format(out, "%s%s=%.*s", separator, strcmp(attributes[i], "src:continued") ? attributes[i] : "continued",
                   STR_ARGS(value));
        separator = " ";
    }
    if (*separator == ' ')
        buf_byte(out, ')');
    bool block = false;
    for (const xmlNode *child = node->children; child; child = child->next)
        block = block || child->type == XML_ELEMENT_NODE;
    if (block)
        buf_byte(out, '{');
    separator = "";
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (strcmp((const char *)child->name, "fact") == 0)
            continue;
        buf_add(out, str_from(separator));
        separator = " ";
        if (child->type == XML_ELEMENT_NODE)
            add_shape(out, child);
        else
            buf_format(out, "'%s'", (const char *)child->content);
    }
    if (block)
        buf_byte(out, '}');
}

enum { LINES = 24 };

struct shape_case {
    const char *what;
    enum plan_kind kind;
    struct paper_line lines[LINES];
    const char *shape;
};

/* Compares the whole tree, in one line: name(attribute=value){children} 'text'. */
static void check(const struct shape_case *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        struct arena *arena = arena_create();
        size_t lines = 0;
        while (lines < LINES && cases[i].lines[lines].how)
            lines++;
        struct buf out = buf_in(arena);
        add_shape(&out, xmlDocGetRootElement(paper_outline(arena, cases[i].lines, lines, cases[i].kind)));
        if (!str_equal(buf_str(&out), str_from(cases[i].shape))) {
            print_error("%s: got\n%.*s\nwanted\n%s\n", cases[i].what, STR_ARGS(buf_str(&out)), cases[i].shape);
            wrong++;
        }
        arena_destroy(arena);
    }
    assert_number((int64_t)wrong, 0, "cases that differ");
}

static void covers_end_where_the_plan_begins(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"second lines in the style of the title",
         PLAN_VP,
         {{"T", "Verksamhetsplan 2025-2028"},
          {"T", "Region Norrmark"},
          {"h1", "Inledning"},
          {"T", "Sist"},
          {"t", "Text."}},
         "plan(kind=vp){meta{title'Verksamhetsplan 2025-2028' organisation'Region Norrmark'} "
         "section(role=introduction){heading'Inledning' p'Sist' p'Text.'}}"},
        {"a cover style behind the cover is text",
         PLAN_VP,
         {{"D", "2025-02-01"}, {"h1", "Inledning"}, {"D", "2025-03-01"}, {"t", "Text."}},
         "plan(kind=vp){meta{p'2025-02-01'} section(role=introduction){heading'Inledning' p'2025-03-01' p'Text.'}}"},
        {"boxes make a cover when a chapter ends it",
         PLAN_VP,
         {{"x", "Verksamhetsplan"}, {"x", "Region Norrmark"}, {"h1", "Inledning"}, {"x", "Ruta"}, {"t", "Text."}},
         "plan(kind=vp){meta{title'Verksamhetsplan' organisation'Region Norrmark'} "
         "section(role=introduction){heading'Inledning' p'Ruta' p'Text.'}}"},
        {"the name of a plan in bold under a heading that names another thing",
         PLAN_VP,
         {{"h1", "Kansliet"}, {"t", "Verksamhetsplan 2025"}, {"t", "Text."}},
         "plan(kind=vp){meta section{heading'Kansliet' p'Verksamhetsplan 2025' p'Text.'}}"},
        {"page counters are no lines of a cover",
         PLAN_VP,
         {{"t", "Sida 1 (8)"},
          {"t", "Norra (västra)"},
          {"t", "Norra (3)"},
          {"t", "8)"},
          {"t", "(8)"},
          {"h1", "Inledning"},
          {"t", "Text."}},
         "plan(kind=vp){meta{p'Norra (västra)' p'Norra (3)' p'8)' p'(8)'} p'Sida 1 (8)' "
         "section(role=introduction){heading'Inledning' p'Text.'}}"},
        {"three lines at most when nothing ends it",
         PLAN_VP,
         {{"t", "Region Norrmark"},
          {"t", "Nämnden för vård"},
          {"t", "Kansliet i norr"},
          {"t", "Enheten för stöd"},
          {"i0", "Ett stöd"}},
         "plan(kind=vp){meta{organisation'Region Norrmark' p'Nämnden för vård' p'Kansliet i norr'} p'Enheten för stöd' "
         "list{goal{text'Ett stöd'}}}"},
        {"a title in the text, short and before any heading",
         PLAN_UNKNOWN,
         {{"t", "Det här är en hel mening om ingenting."}, {"t", "Aktivitetsplan 2025"}, {"i0", "Ta fram stöd"}},
         "plan(kind=ap){meta{title'Aktivitetsplan 2025'} p'Det här är en hel mening om ingenting.' "
         "list{activity{text'Ta fram stöd'}}}"},
        {"a first heading above all others is the title",
         PLAN_UNKNOWN,
         {{"t", ""},
          {"H", "Region Norrmark"},
          {"h1", "Aktivitetsplan 2025"},
          {"h2", "Kunskapsstyrning"},
          {"i0", "Ta fram stöd"},
          {"h3", "Mätning"},
          {"i0", "Mäta"}},
         "plan(kind=ap){meta{organisation'Region Norrmark' title'Aktivitetsplan 2025'} "
         "section(role=focus-area){heading'Kunskapsstyrning' list{item'Ta fram stöd'} section{heading'Mätning' "
         "list{activity{text'Mäta'}}}}}"},
        {"not when a title has its own style",
         PLAN_UNKNOWN,
         {{"h1", "Aktivitetsplan 2025"}, {"T", "Norrmark"}, {"h2", "Kunskapsstyrning"}, {"i0", "Ta fram stöd"}},
         "plan(kind=ap){meta{title'Norrmark'} section{heading'Aktivitetsplan 2025' "
         "section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'Ta fram stöd'}}}}}"},
        {"not when another stands beside it",
         PLAN_UNKNOWN,
         {{"h1", "Aktivitetsplan 2025"}, {"h1", "Kunskapsstyrning"}, {"i0", "Ta fram stöd"}},
         "plan(kind=ap){meta section{heading'Aktivitetsplan 2025'} section(role=focus-area){heading'Kunskapsstyrning' "
         "list{activity{text'Ta fram stöd'}}}}"},
        {"not when it has a number",
         PLAN_UNKNOWN,
         {{"h1#1", "Aktivitetsplan 2025"}, {"h2", "Kunskapsstyrning"}, {"i0", "Ta fram stöd"}},
         "plan(kind=ap){meta section(no=1){heading'Aktivitetsplan 2025' "
         "section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'Ta fram stöd'}}}}}"},
        {"not when it speaks of a plan further on",
         PLAN_UNKNOWN,
         {{"h1", "Om aktivitetsplan 2025"}, {"h2", "Kunskapsstyrning"}, {"i0", "Ta fram stöd"}},
         "plan{meta section{heading'Om aktivitetsplan 2025' section(role=focus-area){heading'Kunskapsstyrning' "
         "list{item'Ta fram stöd'}}}}"},
        {"nothing but page headers",
         PLAN_UNKNOWN,
         {{"H", "Region Norrmark"}},
         "plan{meta{organisation'Region Norrmark'}}"},
        {"bold lines between the name and the first chapter",
         PLAN_VP,
         {{"b", "Verksamhetsplan 2025"},
          {"b", "Region Norrmark"},
          {"b", "Inledning"},
          {"t", "Text ett."},
          {"t", "Text två."}},
         "plan(kind=vp){meta{title'Verksamhetsplan 2025' organisation'Region Norrmark'} "
         "section(role=introduction){heading'Inledning' p'Text ett.' p'Text två.'}}"},
        {"a sentence between them ends the cover",
         PLAN_VP,
         {{"b", "Verksamhetsplan 2025"},
          {"t", "Planen gäller."},
          {"b", "Vår idé"},
          {"t", "Text två."},
          {"b", "Inledning"},
          {"t", "Text."}},
         "plan(kind=vp){meta{title'Verksamhetsplan 2025'} p'Planen gäller.' section{heading'Vår idé' p'Text två.'} "
         "section(role=introduction){heading'Inledning' p'Text.'}}"},
    };
    check(cases, COUNT(cases));
}

static void contents_that_were_typed_are_contents(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"under their name",
         PLAN_VP,
         {{"t", "Innehåll"},
          {"t", "1. Inledning 3"},
          {"t", ""},
          {"t", "2. Mål\t12"},
          {"h1", "Inledning"},
          {"t", "Text."}},
         "plan(kind=vp){meta toc{heading'Innehåll' entry(no=1 page=3 level=1)'1. Inledning 3' entry(no=2 page=12 "
         "level=1)'2. Mål\t12'} section(role=introduction){heading'Inledning' p'Text.'}}"},
        {"rows of periods without a name",
         PLAN_VP,
         {{"t", "Inledning.....3"}, {"t", "Mål\t4"}, {"t", "Vägen ..5"}, {"h1", "Inledning"}, {"t", "Text."}},
         "plan(kind=vp){meta toc{entry(page=3 level=1)'Inledning.....3' entry(page=4 level=1)'Mål\t4' entry(page=5 "
         "level=1)'Vägen ..5'} section(role=introduction){heading'Inledning' p'Text.'}}"},
        {"two rows are none",
         PLAN_VP,
         {{"t", "Inledning.....3"}, {"t", "Mål\t4"}, {"h1", "Inledning"}, {"t", "Text."}},
         "plan(kind=vp){meta{p'Inledning.....3' p'Mål\t4'} section(role=introduction){heading'Inledning' p'Text.'}}"},
        {"numbers at the end that are no pages",
         PLAN_VP,
         {{"b", "[Mall] Contents"},
          {"n0#1", "Inledning....3"},
          {"t", "Budget 2025"},
          {"t", "123"},
          {"t", "Mål7"},
          {"t", "...7"},
          {"h1", "Inledning"}},
         "plan(kind=vp){meta toc{heading'[Mall] Contents' entry(no=1 page=3 level=1)'Inledning....3'} p'Budget 2025' "
         "p'123' p'Mål7' p'...7' section(role=introduction){heading'Inledning'}}"},
        {"a name above contents that have a style",
         PLAN_VP,
         {{"t", "Innehållsförteckning"},
          {"toc1", "1 Inledning\t3"},
          {"toc2", "1.1 Mål\t4"},
          {"h1#1", "Inledning"},
          {"t", "Innehåll"},
          {"t", "Text."}},
         "plan(kind=vp){meta toc{heading'Innehållsförteckning' entry(no=1 page=3 level=1)'1 Inledning\t3' entry(no=1.1 "
         "page=4 level=2)'1.1 Mål\t4'} section(no=1 role=introduction){heading'Inledning' p'Innehåll' p'Text.'}}"},
        {"a heading in the contents is theirs",
         PLAN_VP,
         {{"TH", "Innehåll"}, {"toc1", "Inledning\t3"}, {"h1", "Inledning"}, {"t", "Text."}},
         "plan(kind=vp){meta toc{heading'Innehåll' entry(page=3 level=1)'Inledning\t3'} "
         "section(role=introduction){heading'Inledning' p'Text.'}}"},
        {"a name with nothing under it",
         PLAN_VP,
         {{"h1", "Innehåll"}, {"t", "Text om innehåll."}, {"h1", "Contents"}},
         "plan(kind=vp){meta section{heading'Innehåll' p'Text om innehåll.'} section{heading'Contents'}}"},
        {"brackets around names",
         PLAN_VP,
         {{"b", "[Mall] Inledning"},
          {"b", "[1](x) Mål"},
          {"b", "[Utkast"},
          {"b", "[x]"},
          {"t", "Text."},
          {"t", "Mer text."},
          {"t", "Och mer."}},
         "plan(kind=vp){meta section(role=introduction){heading'[Mall] Inledning' p'[1](x) Mål' p'[Utkast' p'[x]' "
         "p'Text.' p'Mer text.' p'Och mer.'}}"},
    };
    check(cases, COUNT(cases));
}

static void bullets_are_items_by_their_company(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"several in one paragraph are several",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"t", "- Ta fram stöd\n- Sprida stöd\növerallt\n-\n \n- Mäta"},
          {"^t", "Text:\n- Ett stöd\n- Två stöd\n"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'- Ta fram stöd'} "
         "activity{text'- Sprida stöd\növerallt'}} p'-' list{activity{text'- Mäta'}} p'Text:' list{activity{text'- Ett "
         "stöd'} activity{text'- Två stöd'}}}}"},
        {"one line break is none",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"t", "- Ta fram stöd\nför alla"},
          {"h1", "- Ett\n- Två"},
          {"i0", "- Ett\n- Två"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' p'- Ta fram stöd\nför alla'} "
         "section{heading'- Ett\n- Två' list{activity{text'- Ett\n- Två'}}}}"},
        {"an asterisk beside another is a bullet, alone a note",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"t", "* Ta fram stöd"},
          {"t", "* Sprida stöd"},
          {"t", "Slut."},
          {"h1", "Verksamhet och utveckling"},
          {"t", "* Avser 2025"},
          {"t", "Slut."}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'* Ta fram stöd'} "
         "activity{text'* Sprida stöd'}} p'Slut.'} section(role=focus-area){heading'Verksamhet och utveckling' p'* "
         "Avser 2025' p'Slut.'}}"},
        {"asterisks apart",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"t", "* Ta fram stöd"},
          {"t", "Text."},
          {"t", "* Sprida stöd"},
          {"t", "\xE2\x80\xA2 Mäta"},
          {"t", "* Visa stöd"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' p'* Ta fram stöd' p'Text.' p'* Sprida "
         "stöd' list{activity{text'• Mäta'}} p'* Visa stöd'}}"},
        {"lines of program text are none",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"t", "/* Kod"},
          {"t", "* En rad"},
          {"t", "* En till"},
          {"t", "*/"},
          {"t", "- Ta fram stöd"},
          {"t", "- Sprida"},
          {"t", "/* Kod */"},
          {"t", "/* Kod"},
          {"h1", "Inledning"},
          {"t", "- Ett"},
          {"t", "- Två"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' p'/* Kod' p'* En rad' p'* En till' "
         "p'*/' list{activity{text'- Ta fram stöd'} activity{text'- Sprida'}} p'/* Kod */' p'/* Kod'} "
         "section(role=introduction){heading'Inledning' list{item'- Ett' item'- Två'}}}"},
        {"a dash without a space or text is none",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"}, {"t", "-Ta fram"}, {"t", "-"}, {"t", "- sprida"}, {"t", "\xE2\x80\xA2Mäta"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' p'-Ta fram' p'-' list{activity{text'- "
         "sprida' list{item'•Mäta'}}}}}"},
        {"glyphs nest in the order in which they come",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"t", "\xE2\x80\xA2 Ett"},
          {"t", "- Under ett"},
          {"t", "- Och till"},
          {"t", "\xE2\x80\xA2 Två"},
          {"i0", "Tre"},
          {"t", "- Fyra"},
          {"t", "- Fem"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'• Ett' list{item'- "
         "Under ett' item'- Och till'}} activity{text'• Två'} activity{text'Tre'} activity{text'- Fyra'} "
         "activity{text'- Fem'}}}}"},
        {"lists of level 0 nest by their indent",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"i0", "Ett"},
          {"i3", "Djupt"},
          {"i0", "Två"},
          {"c", "mer om två"},
          {"t", "och ännu mer"},
          {"t", "Slut."}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'Ett' "
         "list{item'Djupt'}} activity{text'Två' p'mer om två' p'och ännu mer'}} p'Slut.'}}"},
        {"names in other alphabets of the north begin with capitals",
         PLAN_AP,
         {{"b", "Čáhcesuolu"},
          {"t", "Text."},
          {"b", "č"},
          {"b", "Östersund"},
          {"b", "×"},
          {"b", "12 orter"},
          {"b", "www.example.org"},
          {"b", "se https://example.org"},
          {"t", "Text till."},
          {"t", "Text till."}},
         "plan(kind=ap){meta section{heading'Čáhcesuolu' p'Text.' p'č'} section{heading'Östersund' p'×'} "
         "section{heading'12 orter' p'www.example.org' p'se https://example.org' p'Text till.' p'Text till.'}}"},
    };
    check(cases, COUNT(cases));
}

static void marks_for_planlint_overrule_everything(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"content controls",
         PLAN_AP,
         {{"<planlint:title>t", "Vår plan"},
          {"<planlint:subtitle>t", "Ett utkast"},
          {"<planlint:heading>t", "Stöd"},
          {"<planlint:activity>t", "Ta fram stöd"},
          {"<planlint:text>i0", "Ingen aktivitet"},
          {"<planlint:unknown>i0", "Sprida stöd"},
          {"<planlint:text>t", "plan(kind=ap){meta{title'Vår plan' subtitle'Ett utkast'} section{heading'Stöd' "
                               "list{activity{text'Ta fram stöd' p'Ingen aktivitet' list{item'Sprida stöd'}}}}}"}},
         "plan(kind=ap){meta{title'Vår plan' subtitle'Ett utkast'} section{heading'Stöd' list{activity{text'Ta fram "
         "stöd' p'Ingen aktivitet' list{item'Sprida stöd'} p'plan(kind=ap){meta{title'Vår plan' subtitle'Ett utkast'} "
         "section{heading'Stöd' list{activity{text'Ta fram stöd' p'Ingen aktivitet' list{item'Sprida stöd'}}}}}'}}}}"},
        {"a heading that is a goal, one that is an entry",
         PLAN_UNKNOWN,
         {{"h1", "Arbetet"},
          {"<planlint:goal>h2#1.1", "Bättre stöd"},
          {"t", "Stöden ska bli fler."},
          {"<planlint:entry>h2", "Stöd togs fram"},
          {"t", "Tre stöd."},
          {"i0", "ett"},
          {"<planlint:goal>h2", "Inte ett löv"},
          {"h3", "Under"}},
         "plan{meta section{heading'Arbetet' goal(no=1.1){heading'Bättre stöd' p'Stöden ska bli fler.'} "
         "entry(level=2){heading'Stöd togs fram' result{p'Tre stöd.' list{item'ett'}}} section{heading'Inte ett löv' "
         "section{heading'Under'}}}}"},
        {"goals, entries and results in any list",
         PLAN_AP,
         {{"h1", "Arbetet"},
          {"<planlint:goal>i0", "Bättre stöd"},
          {"<planlint:entry>n0#1", "Stöd togs fram"},
          {"<planlint:result>t", "Tre stöd."},
          {"<planlint:cover>t", "Norrmark"}},
         "plan(kind=ap){meta section{heading'Arbetet' list{goal{text'Bättre stöd'} entry(no=1){text'Stöd togs fram' "
         "result{p'Tre stöd.' p'Norrmark'}}}}}"},
    };
    check(cases, COUNT(cases));
}

static void pages_of_a_timeline_open_with_their_titles(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"pages",
         PLAN_TIDPLAN,
         {{"t", "Arbetet 2025"},
          {"t", "Norrmark"},
          {"^t", "Steg ett"},
          {"t", "Text ett."},
          {"^t", ""},
          {"t", "Steg två"},
          {"t", "Text två."},
          {"^t", "Text som slutar sidan.\n"},
          {"x", "Ruta"},
          {"t", "Steg tre"},
          {"^t", "2025 i siffror"},
          {"t", "Text."}},
         "plan(kind=tidplan){meta{p'Arbetet 2025' p'Norrmark'} section{heading'Steg ett' p'Text ett.'} "
         "section{heading'Steg två' p'Text två.' p'Text som slutar sidan.\n' p'Ruta'} section{heading'Steg tre' p'2025 "
         "i siffror' p'Text.'}}"},
        {"one page break is no pages",
         PLAN_TIDPLAN,
         {{"t", "Arbetet"}, {"^t", "Steg ett"}, {"t", "Text."}},
         "plan(kind=tidplan){meta{p'Arbetet' p'Steg ett'} p'Text.'}"},
        {"headings are enough",
         PLAN_TIDPLAN,
         {{"h1", "Arbetet"}, {"^t", "Steg ett"}, {"^t", "Steg två"}, {"t", "Text."}},
         "plan(kind=tidplan){meta section{heading'Arbetet' p'Steg ett' p'Steg två' p'Text.'}}"},
    };
    check(cases, COUNT(cases));
}

static void dates_in_a_row_are_milestones(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"labels beside and below",
         PLAN_TIDPLAN,
         {{"h1", "Norr"},
          {"t", "2025-01-10 Start"},
          {"t", "2025-02-10"},
          {"t", ""},
          {"t", "Remiss"},
          {"t", "Beslut: 3 mars 2025"},
          {"t", "Hösten 2025 - uppföljning"},
          {"t", "Kvartal 1 2026"},
          {"t", "2026"},
          {"t", "Slut."}},
         "plan(kind=tidplan){meta section{heading'Norr' timeline{milestone(date=2025-01-10 precision=day "
         "label=Start){text'2025-01-10 Start'} milestone(date=2025-02-10 precision=day label=Remiss){text'2025-02-10' "
         "text'Remiss'} milestone(date=2025-03-03 precision=day label=Beslut){text'Beslut: 3 mars 2025'} "
         "milestone(date=2025-07-01/2025-12-31 precision=season label=uppföljning){text'Hösten 2025 - uppföljning'} "
         "milestone(date=2026-01-01/2026-03-31 precision=quarter){text'Kvartal 1 2026'} milestone(date=2026 "
         "precision=year label=Slut.){text'2026' text'Slut.'}}}}"},
        {"from one date to another",
         PLAN_TIDPLAN,
         {{"i0", "2025-01-10–2025-02-10 Remiss"},
          {"i0", "10-12 mars 2025: Möten"},
          {"i0", "mars 2025 Beslut (nämnden)"},
          {"c", "2025-99-10 Fel"},
          {"i0", "10 maj"},
          {"i0", "2025"}},
         "plan(kind=tidplan){meta timeline{milestone(date=2025-01-10 to=2025-02-10 "
         "label=Remiss){text'2025-01-10–2025-02-10 Remiss'} milestone(date=2025-03-10 to=2025-03-12 "
         "label=Möten){text'10-12 mars 2025: Möten'} milestone(date=2025-03 precision=month label=Beslut "
         "(nämnden)){text'mars 2025 Beslut (nämnden)'} milestone(label=Fel){text'2025-99-10 Fel'} "
         "milestone(date=2025-05-10 precision=day){text'10 maj' text'2025'}}}"},
        {"two dates below each other keep their own",
         PLAN_TIDPLAN,
         {{"t", "10 maj 2025"}, {"t", "11 maj 2025"}, {"t", "12 maj 2025"}},
         "plan(kind=tidplan){meta timeline{milestone(date=2025-05-10 precision=day){text'10 maj 2025'} "
         "milestone(date=2025-05-11 precision=day){text'11 maj 2025'} milestone(date=2025-05-12 precision=day){text'12 "
         "maj 2025'}}}"},
        {"a long line that only mentions a date is none",
         PLAN_TIDPLAN,
         {{"t", "10 maj 2025 Start"},
          {"t", "11 maj 2025 Möte"},
          {"t", "Nämnden möttes en kväll i början av våren, för att tala om det, den 12 maj 2025"},
          {"t", "13 maj 2025 Beslut"}},
         "plan(kind=tidplan){meta p'10 maj 2025 Start' p'11 maj 2025 Möte' p'Nämnden möttes en kväll i början av "
         "våren, för att tala om det, den 12 maj 2025' p'13 maj 2025 Beslut'}"},
        {"a column of dates with more than one line beside each",
         PLAN_TIDPLAN,
         {{"|r0c0", "2025-01-10"},
          {"r0c1", "Start"},
          {"r0c1", ""},
          {"r0c1", "i norr"},
          {"r1c0", "När det passar"},
          {"r1c1", "Paus"},
          {"r2c0", "2025-03"},
          {"r2c0", "Möte 1"},
          {"r2c1", "a"},
          {"r2c1", "b"},
          {"r2c1", "c"},
          {"r2c1", "d"},
          {"r2c1", "e"},
          {"r2c1", "f"},
          {"r3c0", "Våren 2025"},
          {"r3c1", "Beslut"}},
         "plan(kind=tidplan){meta timeline{milestone(date=2025-01-10 precision=day label=Start i "
         "norr){text'2025-01-10' text'Start' text'i norr'} p'När det passar' p'Paus' milestone(date=2025-03 "
         "precision=month label=Möte 1 a b c d){text'2025-03' text'Möte 1' text'a' text'b' text'c' text'd'} p'e' p'f' "
         "milestone(date=2025-01-01/2025-06-30 precision=season label=Beslut){text'Våren 2025' text'Beslut'}}}"},
        {"a row of dates with columns that have none",
         PLAN_TIDPLAN,
         {{"|r0c0", "Steg"},
          {"r0c1", "10 jan 2025"},
          {"r0c2", "10 feb 2025"},
          {"r0c3", "10 mars 2025"},
          {"r1c0", "Arbete"},
          {"r1c1", "Start"},
          {"r1c2", "Remiss"},
          {"r1c3", "Beslut"},
          {"r1c99", "Utanför"}},
         "plan(kind=tidplan){meta timeline{p'Steg' milestone(date=2025-01-10 precision=day label=Start){text'10 jan "
         "2025' text'Start'} milestone(date=2025-02-10 precision=day label=Remiss){text'10 feb 2025' text'Remiss'} "
         "milestone(date=2025-03-10 precision=day label=Beslut){text'10 mars 2025' text'Beslut'} p'Arbete' "
         "p'Utanför'}}"},
        {"a table with two dates is a table",
         PLAN_TIDPLAN,
         {{"|r0c0", "2025-01-10"},
          {"r0c1", "Start"},
          {"r1c0", "2025-02-10"},
          {"r1c1", "Slut"},
          {"|r0c0", "x"},
          {"r0c1", "y"}},
         "plan(kind=tidplan){meta table{row(header=true){cell{p'2025-01-10'} cell{p'Start'}} row{cell{p'2025-02-10'} "
         "cell{p'Slut'}}} table{row(header=true){cell{p'x'} cell{p'y'}}}}"},
    };
    check(cases, COUNT(cases));
}

static void tables_are_read_by_their_headers(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"a report: what was done and how it went",
         PLAN_UNKNOWN,
         {{"h1", "Kunskapsstyrning"},
          {"|r0c0", "Aktivitet"},
          {"r0c1", "Resultat"},
          {"r0c2", "Aktivitetens status"},
          {"r0c3", "Status"},
          {"r1c0", "Ta fram stöd"},
          {"r1c0", "i norr"},
          {"r1c1", "Tre stöd."},
          {"r1c1", "\xE2\x80\xA2 ett"},
          {"r1c1", "\xC2\xB7 två"},
          {"r1c2", ""},
          {"r1c3", "Vet inte"}},
         "plan{meta section(role=focus-area){heading'Kunskapsstyrning' "
         "table{row(header=true){cell(role=other){p'Aktivitet'} cell(role=result){p'Resultat'} "
         "cell(role=other){p'Aktivitetens status'} cell(role=status){p'Status'}} row{entry{text'Ta fram stöd' p'i "
         "norr' result{p'Tre stöd.' list{item'• ett' item'· två'}} cell(role=other) cell(role=status){p'Vet "
         "inte'}}}}}}"},
        {"goals of a plan",
         PLAN_VP,
         {{"h1", "Kunskapsstyrning"},
          {"|r0c0", "Mål"},
          {"r0c1", "Ansvarig"},
          {"r0c2", "Status"},
          {"r0c3", ""},
          {"r1c0", "Bättre stöd"},
          {"r1c1", "Kansliet"},
          {"r1c2", "Pågår"},
          {"r2c0", ""},
          {"r2c1", "Alla"},
          {"~r3c0", "Mer om stöd"},
          {"r3c1", "Ingen"},
          {"r4c0", "\xE2\x80\xA2 Ett"},
          {"r4c0", "\xE2\x80\xA2 Två"},
          {"r4c1", "Alla"}},
         "plan(kind=vp){meta section(role=focus-area){heading'Kunskapsstyrning' "
         "table{row(header=true){cell(role=goal){p'Mål'} cell(role=responsible){p'Ansvarig'} "
         "cell(role=status){p'Status'} cell(role=other)} row{goal{text'Bättre stöd' "
         "cell(role=responsible){p'Kansliet'} cell(role=status){p'Pågår'}}} row{cell(role=goal) "
         "cell(role=responsible){p'Alla'}} row{cell(role=goal continued=true){p'Mer om stöd'} "
         "cell(role=responsible){p'Ingen'}} row{cell(role=goal){list{goal{text'• Ett'} goal{text'• Två'}}} "
         "cell(role=responsible){p'Alla'}}}}}"},
        {"an activity plan with gaps",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"|r0c0", "Insats"},
          {"r0c0", "eller åtgärd"},
          {"r0c1", "Ansvar"},
          {"r0c2", "Läge"},
          {"r0c3", "Resultat"},
          {"r1c0", ""},
          {"r1c0", "Ta fram stöd"},
          {"r1c1", ""},
          {"r1c2", "Klar"},
          {"r1c3", "Ett"},
          {"r1c99", "Utanför"},
          {"r2c1", "Bara ansvar"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' "
         "table{row(header=true){cell(role=other){p'Insats' p'eller åtgärd'} cell(role=responsible){p'Ansvar'} "
         "cell(role=status){p'Läge'} cell(role=result){p'Resultat'}} row{activity(status=done){text'Ta fram stöd' "
         "cell(role=responsible) cell(role=status){p'Klar'} cell(role=result){p'Ett'} cell{p'Utanför'}}} "
         "row{cell(role=responsible){p'Bara ansvar'}}}}}"},
        {"columns of goals only, in a plan of activities",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"}, {"|r0c0", "Mål"}, {"r0c1", "Mått"}, {"r1c0", "Bättre stöd"}, {"r1c1", "Antal"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' table{row(header=true){cell{p'Mål'} "
         "cell{p'Mått'}} row{cell{p'Bättre stöd'} cell{p'Antal'}}}}}"},
        {"a table of one column is text",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"}, {"|r0c0", "Kunskapsstyrningen är viktig."}, {"r1c0", "Så är det."}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' p'Kunskapsstyrningen är viktig.' p'Så "
         "är det.'}}"},
        {"the frame tells when it was decided",
         PLAN_VP,
         {{"h1", "Inledning"},
          {"|r0c0", "Beslutad"},
          {"r0c1", ""},
          {"r1c0", "2025-02-01"},
          {"r1c1", "2025-02-02"},
          {"r2c0", "Norrmark"},
          {"r2c1", "Datum 2025-02-03"}},
         "plan(kind=vp){meta section(role=introduction){heading'Inledning' table{row(header=true){cell{p'Beslutad'} "
         "cell} row{cell{p{date(role=decision)'2025-02-01'}} cell{p'2025-02-02'}} row{cell{p'Norrmark'} cell{p{'Datum "
         "' date(role=prepared)'2025-02-03'}}}}}}"},
        {"a row of headings does not head a table further on",
         PLAN_VP,
         {{"h1", "Inledning"},
          {"|r0c0", "Datum"},
          {"r0c1", "Vem"},
          {"|r0c0", "a"},
          {"r0c1", "b"},
          {"r1c0", "2025-02-01"},
          {"r1c1", "x"}},
         "plan(kind=vp){meta section(role=introduction){heading'Inledning' table{row(header=true){cell{p'Datum'} "
         "cell{p'Vem'}}} table{row(header=true){cell{p'a'} cell{p'b'}} row{cell{p'2025-02-01'} cell{p'x'}}}}}"},
    };
    check(cases, COUNT(cases));
}

static void headings_are_told_by_numbers_and_names(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"bold list numbers are chapters",
         PLAN_VP,
         {{"!n0#1", "Inledning"},
          {"t", "Text."},
          {"!n0#2", "Strategisk inriktning"},
          {"n1#2.1", "Ansvar"},
          {"t", "Text."},
          {"n0#3", "bara ett led"}},
         "plan(kind=vp){meta section(no=1 role=introduction){heading'Inledning' p'Text.'} section(no=2 "
         "role=strategy){heading'Strategisk inriktning' goal(no=2.1){heading'Ansvar' p'Text.' "
         "list(ordered=true){item'bara ett led'}}}}"},
        {"rows of numbers are a list",
         PLAN_VP,
         {{"b", "Inledning"},
          {"t", "Text."},
          {"t", "1. Ett mål"},
          {"t", "2. Två mål"},
          {"t", "Text."},
          {"b", "Organisation"},
          {"t", "3. Ensam"},
          {"t", "Text."},
          {"t", "Text."}},
         "plan(kind=vp){meta section(role=introduction){heading'Inledning' p'Text.' list(ordered=true){item'1. Ett "
         "mål' item'2. Två mål'} p'Text.'} section(role=organisation){heading'Organisation' list(ordered=true){item'3. "
         "Ensam'} p'Text.' p'Text.'}}"},
        {"numbers alone are chapters",
         PLAN_VP,
         {{"t", "1. Inledning"},
          {"t", "Text."},
          {"t", ""},
          {"t", "2. Strategisk inriktning"},
          {"t", "2.1 Ansvar"},
          {"t", "Text om ansvar."},
          {"t", "3 och det är en hel mening som inte är någon rubrik."}},
         "plan(kind=vp){meta section(no=1 role=introduction){heading'1. Inledning' p'Text.'} section(no=2 "
         "role=strategy){heading'2. Strategisk inriktning' goal(no=2.1){heading'2.1 Ansvar' p'Text om ansvar.' p'3 och "
         "det är en hel mening som inte är någon rubrik.'}}}"},
        {"a gap in the numbers of styled chapters is closed",
         PLAN_VP,
         {{"h1", "4 Strategisk inriktning"},
          {"h2", "4.1 Ansvar"},
          {"t", "Text."},
          {"t", "4.2 Stöd"},
          {"t", "Text."},
          {"t", "5.1 Annat"},
          {"t", "45.1 Annat"},
          {"t", "4 Ett"},
          {"n1#4.3", "Tre"},
          {"t", "Text."}},
         "plan(kind=vp){meta section(no=4 role=strategy){heading'4 Strategisk inriktning' goal(no=4.1){heading'4.1 "
         "Ansvar' p'Text.'} goal(no=4.2){heading'4.2 Stöd' p'Text.' p'5.1 Annat' p'45.1 Annat' p'4 Ett' "
         "list(ordered=true){item'Tre'} p'Text.'}}}"},
        {"so much is bold that it says nothing",
         PLAN_VP,
         {{"b", "Inledning"}, {"b", "Ett"}, {"b", "Två"}, {"b", "Tre"}, {"b", "Fyra"}, {"t", "Text."}, {"H", "Sida"}},
         "plan(kind=vp){meta{p'Sida'} section(role=introduction){heading'Inledning' p'Ett' p'Två' p'Tre' p'Fyra' "
         "p'Text.'}}"},
        {"names that the profile knows, with lists below",
         PLAN_VP,
         {{"t", "Inledning"},
          {"t", "Text."},
          {"t", "Kunskapsstyrning"},
          {"t", "Bättre stöd"},
          {"i0", "Ett"},
          {"t", "Norr om allt"},
          {"t", "Text."},
          {"t", "Verksamhetsplan för alla"},
          {"t", "Sist"}},
         "plan(kind=vp){meta section(role=introduction){heading'Inledning' p'Text.'} "
         "section(role=focus-area){heading'Kunskapsstyrning' goal{heading'Bättre stöd' list{item'Ett'} p'Norr om allt' "
         "p'Text.'} goal{heading'Verksamhetsplan för alla' p'Sist'}}}"},
        {"levels that follow the numbers when all have one style",
         PLAN_VP,
         {{"h2", "1 Inledning"},
          {"h2", "2 Strategisk inriktning"},
          {"h2", "2.1 Ansvar"},
          {"h2", "Bilagor"},
          {"t", "Text."}},
         "plan(kind=vp){meta section(no=1 role=introduction){heading'1 Inledning'} section(no=2 "
         "role=strategy){heading'2 Strategisk inriktning' goal(no=2.1){heading'2.1 Ansvar'}} section{heading'Bilagor' "
         "p'Text.'}}"},
        {"sides of a goal are no sections",
         PLAN_VP,
         {{"h1", "Kunskapsstyrning"},
          {"h2", "Bättre stöd"},
          {"h3", "Mål"},
          {"t", "Text."},
          {"i0", "Ett"},
          {"h3", "Aktiviteter"},
          {"t", "Text."}},
         "plan(kind=vp){meta section(role=focus-area){heading'Kunskapsstyrning' goal{heading'Bättre stöd' figure'Mål' "
         "p'Text.' list{item'Ett'} figure'Aktiviteter' p'Text.'}}}"},
        {"numbers that count from one are items",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"t", "1) Ett"},
          {"t", ""},
          {"t", "2) Två"},
          {"t", "4) Fyra"},
          {"t", "Text."},
          {"t", "5) Fem"},
          {"h1", "Inledning"},
          {"t", "a) Ett"},
          {"t", "b) Två"},
          {"t", "c. Tre"},
          {"t", "123) Nej"},
          {"t", "1)"},
          {"t", "2.\tNej"},
          {"t", "{ Nej"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'1) Ett'} "
         "activity{text'2) Två'} activity{text'4) Fyra'}} p'Text.' list{activity{text'5) Fem'}}} "
         "section(role=introduction){heading'Inledning' list{item'a) Ett' item'b) Två' p'c. Tre'} p'123) Nej' p'1)' "
         "p'2.\tNej' p'{ Nej'}}"},
    };
    check(cases, COUNT(cases));
}

static void the_kind_of_plan_is_told_by_words_and_shape(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"sections that are lists",
         PLAN_UNKNOWN,
         {{"h1", "Handlingsplan"}, {"i0", "A"}, {"i0", "B"}, {"h1", "Norr"}, {"i0", "C"}, {"h1", "Söder"}, {"i1", "D"}},
         "plan(kind=ap){meta section{heading'Handlingsplan' list{activity{text'A'} activity{text'B'}}} "
         "section{heading'Norr' list{activity{text'C'}}} section{heading'Söder' list{item'D'}}}"},
        {"items with text below each",
         PLAN_UNKNOWN,
         {{"H", "Rapport om verksamhetsplan"},
          {"h1", "Norr"},
          {"i0", "A"},
          {"t", "Så."},
          {"i0", "B"},
          {"t", "Så."},
          {"i0", "C"},
          {"t", "Så."}},
         "plan(kind=rapport){meta{p'Rapport om verksamhetsplan'} section{heading'Norr' list{entry{text'A' "
         "result{p'Så.'}} entry{text'B' result{p'Så.'}} entry{text'C' result{p'Så.'}}}}}"},
        {"numbered sub-sections with text",
         PLAN_UNKNOWN,
         {{"H", "Verksamhetsplan"},
          {"h1#1", "Norr"},
          {"h2#1.1", "A"},
          {"t", "Så."},
          {"h2#1.2", "B"},
          {"t", "Så."},
          {"h2#1.3", "C"},
          {"c", "Så."},
          {"h2#1.4", "D"},
          {"i0", "Så."}},
         "plan(kind=vp){meta{p'Verksamhetsplan'} section(no=1){heading'Norr' goal(no=1.1){heading'A' p'Så.'} "
         "goal(no=1.2){heading'B' p'Så.'} goal(no=1.3){heading'C' p'Så.'} goal(no=1.4){heading'D' list{item'Så.'}}}}"},
        {"a table of activities",
         PLAN_UNKNOWN,
         {{"H", "Aktivitetsplan"},
          {"h1", "Norr"},
          {"|r0c0", "Aktivitet"},
          {"r0c1", "Status"},
          {"r1c0", "Ta fram stöd"},
          {"r1c1", "Klar"}},
         "plan(kind=ap){meta{p'Aktivitetsplan'} section{heading'Norr' "
         "table{row(header=true){cell(role=other){p'Aktivitet'} cell(role=status){p'Status'}} "
         "row{activity(status=done){text'Ta fram stöd' cell(role=status){p'Klar'}}}}}}"},
        {"a table of results",
         PLAN_UNKNOWN,
         {{"H", "Uppföljning av verksamhetsplan"},
          {"h1", "Norr"},
          {"|r0c0", "Aktivitet"},
          {"r0c1", "Resultat"},
          {"r1c0", "Ta fram stöd"},
          {"r1c1", "Klar"}},
         "plan(kind=rapport){meta{p'Uppföljning av verksamhetsplan'} section{heading'Norr' "
         "table{row(header=true){cell(role=other){p'Aktivitet'} cell(role=result){p'Resultat'}} row{entry{text'Ta fram "
         "stöd' result{p'Klar'}}}}}}"},
        {"dates",
         PLAN_UNKNOWN,
         {{"F", "x"},
          {"H", "Tidplan"},
          {"h1", "Norr"},
          {"t", "10 maj 2025 Start"},
          {"i0", "11 maj 2025 Remiss"},
          {"t", "Maj 2026 Beslut"},
          {"t", "maj"},
          {"t", "i 25 år"}},
         "plan(kind=tidplan){meta{p'Tidplan'} note'x' section{heading'Norr' timeline{milestone(date=2025-05-10 "
         "precision=day label=Start){text'10 maj 2025 Start'} milestone(date=2025-05-11 precision=day "
         "label=Remiss){text'11 maj 2025 Remiss'} milestone(date=2026-05 precision=month label=Beslut){text'Maj 2026 "
         "Beslut'}} p'maj' p'i 25 år'}}"},
        {"a plan that speaks of itself",
         PLAN_UNKNOWN,
         {{"H", "Verksamhetsplan"}, {"h1", "Norr"}, {"t", "I denna verksamhetsplan står allt."}},
         "plan(kind=vp){meta{p'Verksamhetsplan'} section{heading'Norr' p'I denna verksamhetsplan står allt.'}}"},
        {"in the definite form",
         PLAN_UNKNOWN,
         {{"H", "Aktivitetsplan"},
          {"h1", "Norr"},
          {"t", "Aktivitetsplanen gäller."},
          {"t", "Aktivitetsplanen följs upp."}},
         "plan(kind=ap){meta{p'Aktivitetsplan'} section{heading'Norr' p'Aktivitetsplanen gäller.' p'Aktivitetsplanen "
         "följs upp.'}}"},
        {"a plan that speaks of another",
         PLAN_UNKNOWN,
         {{"h1", "Norr"},
          {"t", "Verksamhetsplan finns."},
          {"t", "Denna rapport är ingen."},
          {"h1", "Om \"verksamhetsplan\" och (aktivitetsplan)"},
          {"t", "Se den."}},
         "plan{meta section{heading'Norr' p'Verksamhetsplan finns.' p'Denna rapport är ingen.'} section{heading'Om "
         "\"verksamhetsplan\" och (aktivitetsplan)' p'Se den.'}}"},
        {"page headers that lead",
         PLAN_UNKNOWN,
         {{"H", "Verksamhetsplan"}, {"H", "Verksamhetsplan"}, {"h1", "Norr"}, {"t", "Så."}},
         "plan{meta{p'Verksamhetsplan' p'Verksamhetsplan'} section{heading'Norr' p'Så.'}}"},
        {"a heading that leads, twice",
         PLAN_UNKNOWN,
         {{"h2", "Norr"}, {"h1", "Verksamhetsplan"}, {"t", "Så."}, {"h1", "Verksamhetsplan"}, {"t", "Så."}},
         "plan(kind=vp){meta section{heading'Norr'} section{heading'Verksamhetsplan' p'Så.'} "
         "section{heading'Verksamhetsplan' p'Så.'}}"},
        {"as much for one as for another",
         PLAN_UNKNOWN,
         {{"h2", "Norr"}, {"h1", "Verksamhetsplan"}, {"t", "Så."}, {"h1", "Aktivitetsplan"}, {"t", "Så."}},
         "plan{meta section{heading'Norr'} section{heading'Verksamhetsplan' p'Så.'} section{heading'Aktivitetsplan' "
         "p'Så.'}}"},
    };
    check(cases, COUNT(cases));
}

static void lists_hang_where_they_belong(void **state) {
    (void)state;
    static const struct shape_case cases[] = {
        {"captions, notes and tables under an entry",
         PLAN_RAPPORT,
         {{"h1", "Kunskapsstyrning"},
          {"C", "Bild 1"},
          {"F", "en not"},
          {"i0", "Ta fram stöd"},
          {"C", "Bild 2"},
          {"F", "en not till"},
          {"|r0c0", "a"},
          {"r0c1", "b"},
          {"t", "Klart."}},
         "plan(kind=rapport){meta section(role=focus-area){heading'Kunskapsstyrning' figure'Bild 1' note'en not' "
         "list{entry{text'Ta fram stöd' figure'Bild 2' result{table{row(header=true){cell{p'a'} cell{p'b'}}} "
         "p'Klart.'}} note'en not till'}}}"},
        {"text goes on with the item above",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"i0", "Ta fram stöd"},
          {"c", "Indraget."},
          {"t", "även i norr"},
          {"t", "åt alla"},
          {"t", "× gånger"},
          {"i0", "Mäta:"},
          {"t", "antal"},
          {"i0", "Visa."},
          {"t", "antal"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' list{activity{text'Ta fram stöd' "
         "p'Indraget.' p'även i norr' p'åt alla'}} p'× gånger' list{activity{text'Mäta:'}} p'antal' "
         "list{activity{text'Visa.'}} p'antal'}}"},
        {"and with one that is no activity",
         PLAN_VP,
         {{"h1", "Inledning"}, {"i0", "Ett"}, {"t", "och mer"}, {"i2", "Djupt"}, {"n1", "Nummer"}},
         "plan(kind=vp){meta section(role=introduction){heading'Inledning' list{item'Ett' p'och mer' list{item'Djupt' "
         "item'Nummer'}}}}"},
        {"numbered activities keep their numbers",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"}, {"n0#1", "Ta fram stöd"}, {"n0#2", "Sprida stöd"}, {"n1#2.a", "I norr"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' "
         "list(ordered=true){activity(no=1){text'Ta fram stöd'} activity(no=2){text'Sprida stöd' "
         "list(ordered=true){item'I norr'}}}}}"},
        {"paragraphs are activities where a goal has no items",
         PLAN_AP,
         {{"h1", "Kunskapsstyrning"},
          {"h2", "Stöd"},
          {"t", "Ta fram stöd."},
          {"x", "En ruta"},
          {"h2", "Mätning"},
          {"t", "Mäta."},
          {"t", "Visa."},
          {"h2", "Norr"},
          {"i0", "Ett"}},
         "plan(kind=ap){meta section(role=focus-area){heading'Kunskapsstyrning' section{heading'Stöd' activity{text'Ta "
         "fram stöd.'} p'En ruta'} section{heading'Mätning' p'Mäta.' p'Visa.'} section{heading'Norr' "
         "list{activity{text'Ett'}}}}}"},
        {"entries are sub-sections with text",
         PLAN_RAPPORT,
         {{"h1", "Inledning"},
          {"t", "Text."},
          {"h1", "Kunskapsstyrning"},
          {"h2", "Stöd"},
          {"i0", "Ett"},
          {"t", "gjordes."},
          {"h2", "Mätning"},
          {"t", "Så:"},
          {"i0", "Två"},
          {"t", "gjordes."},
          {"h2", "Organisation"},
          {"t", "Text."},
          {"h2", "Norr"}},
         "plan(kind=rapport){meta section(role=introduction){heading'Inledning' p'Text.'} "
         "section(role=focus-area){heading'Kunskapsstyrning' section{heading'Stöd' list{entry{text'Ett' "
         "result{p'gjordes.'}}}} section{heading'Mätning' p'Så:' list{entry{text'Två' result{p'gjordes.'}}}} "
         "section(role=organisation){heading'Organisation' p'Text.'} section{heading'Norr'}}}"},
        {"goals are leaves of the chapters that are named for it",
         PLAN_VP,
         {{"h1", "Kunskapsstyrning"},
          {"h2", "Inledning"},
          {"t", "Text."},
          {"h2", "Stöd"},
          {"t", "Text."},
          {"h1", "Annat"},
          {"h2", "Under"},
          {"i0", "Ett"}},
         "plan(kind=vp){meta section(role=focus-area){heading'Kunskapsstyrning' "
         "section(role=introduction){heading'Inledning' p'Text.'} goal{heading'Stöd' p'Text.'}} section{heading'Annat' "
         "section{heading'Under' list{item'Ett'}}}}"},
        {"goals of the section that bears the name of the plan",
         PLAN_VP,
         {{"h1", "Norr"},
          {"i0", "Inget mål"},
          {"h1", "Verksamhetsplan 2025"},
          {"i0", "Ett mål"},
          {"h1", "Kunskapsstyrning"},
          {"i0", "Två mål"}},
         "plan(kind=vp){meta section{heading'Norr' list{item'Inget mål'}} section{heading'Verksamhetsplan 2025' "
         "list{goal{text'Ett mål'}}} section(role=focus-area){heading'Kunskapsstyrning' list{goal{text'Två mål'}}}}"},
        {"cover lines say what they say",
         PLAN_VP,
         {{"T", "Verksamhetsplan"},
          {"S", "2025-2028"},
          {"S", "Norrmark"},
          {"D", "Region Norrmark"},
          {"D", "Dnr 1/2025"},
          {"D", "Beslutad 2025-02-30"},
          {"D", "Upprättad 3 mars 2025"},
          {"D", "2025"},
          {"D", "mars 2025"},
          {"H", "2025-2028"},
          {"h1", "Inledning"}},
         "plan(kind=vp){meta{title'Verksamhetsplan' period(to=2028 from=2025)'2025-2028' subtitle'Norrmark' "
         "organisation'Region Norrmark' dnr'Dnr 1/2025' decided'Beslutad 2025-02-30' "
         "prepared(date=2025-03-03)'Upprättad 3 mars 2025' period'2025' p'mars 2025' p'2025-2028'} "
         "section(role=introduction){heading'Inledning'}}"},
        {"contents by style or by number",
         PLAN_VP,
         {{"TH", "Innehåll"},
          {"toc1", "Inledning\t3"},
          {"toc3", "Djupt\t4"},
          {"toc", "1.1.1 Numrerat"},
          {"toc99", "2 Sist"},
          {"h1", "Inledning"}},
         "plan(kind=vp){meta toc{heading'Innehåll' entry(page=3 level=1)'Inledning\t3' entry(page=4 level=3)'Djupt\t4' "
         "entry(no=1.1.1 level=3)'1.1.1 Numrerat' entry(no=2 level=1)'2 Sist'} "
         "section(role=introduction){heading'Inledning'}}"},
    };
    check(cases, COUNT(cases));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_end_where_the_plan_begins),
        cmocka_unit_test(contents_that_were_typed_are_contents),
        cmocka_unit_test(bullets_are_items_by_their_company),
        cmocka_unit_test(marks_for_planlint_overrule_everything),
        cmocka_unit_test(pages_of_a_timeline_open_with_their_titles),
        cmocka_unit_test(dates_in_a_row_are_milestones),
        cmocka_unit_test(tables_are_read_by_their_headers),
        cmocka_unit_test(headings_are_told_by_numbers_and_names),
        cmocka_unit_test(the_kind_of_plan_is_told_by_words_and_shape),
        cmocka_unit_test(lists_hang_where_they_belong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
