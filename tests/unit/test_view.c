#include "archive.h"
#include "flat.h"

/* A part, by the name of its file without ".xml", and the content of its root element. What begins with a space has
 * further attributes of that and ">" in front. */
struct part {
    const char *name, *xml;
};

enum { PARTS = 8 };

struct view_case {
    const char *what;
    struct part parts[PARTS];
    const char *view;
};

/* What begins the name of a part: its relationship, its content type, its root element. */
static const struct {
    const char *name, *type, *root;
} kinds[] = {
    {"document", "officedocument.wordprocessingml.document.main", "w:document"},
    {"styles", "officedocument.wordprocessingml.styles", "w:styles"},
    {"numbering", "officedocument.wordprocessingml.numbering", "w:numbering"},
    {"settings", "officedocument.wordprocessingml.settings", "w:settings"},
    {"comments", "officedocument.wordprocessingml.comments", "w:comments"},
    {"footnotes", "officedocument.wordprocessingml.footnotes", "w:footnotes"},
    {"endnotes", "officedocument.wordprocessingml.endnotes", "w:endnotes"},
    {"header", "officedocument.wordprocessingml.header", "w:hdr"},
    {"footer", "officedocument.wordprocessingml.footer", "w:ftr"},
    {"core", "package.core-properties", "cp:coreProperties"},
    {"aFChunk", "none", "html"},
};

static size_t kind_of(const char *name) {
    size_t kind = 0;
    while (strncmp(name, kinds[kind].name, strlen(kinds[kind].name)) != 0)
        kind++;
    return kind;
}

static struct str part_xml(struct arena *arena, const struct part *part) {
    const char *root = kinds[kind_of(part->name)].root;
    const char *spaces =
        strcmp(root, "html") == 0 ? ""
                                  : FLAT_NAMESPACES
            " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'";
    bool body = strcmp(root, "w:document") == 0;
    size_t more = part->xml[0] == ' ' ? strcspn(part->xml, ">") : 0;
    return str_format(arena, "<%s %s%.*s>%s%s%s</%s>", root, spaces, (int)more, part->xml, body ? "<w:body>" : "",
                      part->xml + (more ? more + 1 : 0), body ? "</w:body>" : "", root);
}

#define RELATIONSHIPS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* The relationships of the main part: to each other part by its name, two that lead out, two that lead nowhere. */
static struct str part_links(struct arena *arena, const struct part *parts) {
    struct buf out = buf_in(arena);
    buf_add(&out, STR("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"));
    for (size_t i = 0; i < PARTS && parts[i].name; i++) {
        const char *type = kinds[kind_of(parts[i].name)].name;
        if (strcmp(type, "core") != 0 && strcmp(type, "document") != 0)
            buf_format(&out, "<Relationship Id='%s' Type='" RELATIONSHIPS "%s' Target='%s%s.xml'/>", parts[i].name,
                       type,
                       i % 3 == 0   ? "/word/"
                       : i % 3 == 1 ? "./../word/"
                                    : "",
                       parts[i].name);
    }
    buf_add(
        &out,
        STR("<Relationship Id='out' Type='" RELATIONSHIPS
            "hyperlink' Target='https://example.org/' TargetMode='External'/>"
            "<Relationship Id='styles-out' Type='" RELATIONSHIPS
            "styles' Target='https://example.org/s' TargetMode='External'/><Relationship Id='gone' Type='" RELATIONSHIPS
            "image' Target='gone.xml'/><Relationship Id='within' Type='" RELATIONSHIPS
            "hyperlink' Target='a/../b.xml' TargetMode='Internal'/></Relationships>"));
    return buf_str(&out);
}

static struct flat_reading read_flat(const struct part *parts) {
    struct arena *arena = arena_create();
    struct buf out = buf_in(arena);
    buf_add(&out, STR("<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>"));
    for (size_t i = 0; i < PARTS && parts[i].name; i++)
        buf_format(&out,
                   "<pkg:part pkg:name='/word/%s.xml' pkg:contentType='application/vnd.openxmlformats-%s+xml'>"
                   "<pkg:xmlData>%.*s</pkg:xmlData></pkg:part>",
                   parts[i].name, kinds[kind_of(parts[i].name)].type, STR_ARGS(part_xml(arena, &parts[i])));
    buf_format(
        &out,
        "<pkg:part pkg:name='/word/_rels/document.xml.rels' pkg:contentType='application/vnd.openxmlformats-package.relationships+xml'>"
        "<pkg:xmlData>%.*s</pkg:xmlData></pkg:part></pkg:package>",
        STR_ARGS(part_links(arena, parts)));
    struct flat_reading reading = flat_read(str_copy(arena, buf_str(&out)).data);
    arena_destroy(arena);
    return reading;
}

static struct flat_reading read_package(const struct part *parts) {
    struct flat_reading reading = {.arena = arena_create()};
    struct arena *arena = reading.arena;
    struct limits limits = limits_default();
    struct member members[PARTS + 3] = {{.name = STR("[Content_Types].xml")},
                                        {.name = STR("_rels/.rels")},
                                        {.name = STR("word/_rels/document.xml.rels")}};
    struct buf types = buf_in(arena), links = buf_in(arena);
    size_t count = 3;
    buf_add(&types,
            STR("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                "<Default Extension='xml' ContentType='application/xml'/>"));
    buf_add(&links, STR("<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"));
    for (size_t i = 0; i < PARTS && parts[i].name; i++) {
        const char *type = kinds[kind_of(parts[i].name)].type;
        buf_format(&types, "<Override PartName='/word/%s.xml' ContentType='application/vnd.openxmlformats-%s+xml'/>",
                   parts[i].name, type);
        if (strcmp(parts[i].name, "document") == 0)
            buf_add(&links,
                    STR("<Relationship Id='r1' Type='" RELATIONSHIPS "officeDocument' Target='word/document.xml'/>"));
        if (strcmp(parts[i].name, "core") == 0)
            buf_add(
                &links,
                STR("<Relationship Id='r2' Type='http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties' Target='word/core.xml'/>"));
        members[count++] = (struct member){.name = str_format(arena, "word/%s.xml", parts[i].name),
                                           .data = part_xml(arena, &parts[i])};
    }
    buf_add(&types, STR("</Types>"));
    buf_add(&links, STR("</Relationships>"));
    members[0].data = buf_str(&types);
    members[1].data = buf_str(&links);
    members[2].data = part_links(arena, parts);
    reading.diags = diag_list_in(arena, 0);
    struct paper_archive archive = archive_of(arena, members, count, 0);
    reading.source = source_create(arena, STR("plan.docx"), (struct str){NULL, 0}, buf_str(&archive.bytes));
    struct package *package = package_open(arena, reading.source, &limits, &reading.diags);
    assert_non_null(package);
    reading.document = wml_read_package(arena, package, package_main(package, &reading.diags), &limits, &reading.diags);
    return reading;
}

static void add_paragraph(struct buf *out, const struct wml_paragraph *paragraph) {
    static const char *const stories[] = {"", "box ", "footnote ", "endnote ", "header ", "footer "};
    static const char *const lists[] = {"", "bullet", "number", "below"};
    struct str text = paragraph->passage->text;
    buf_add(out, str_from(stories[paragraph->story]));
    if (paragraph->style_name.len)
        buf_format(out, "%.*s ", STR_ARGS(paragraph->style_name));
    if (paragraph->level)
        buf_format(out, "h%u ", paragraph->level);
    if (paragraph->list)
        buf_format(out, "%s.%u ", lists[paragraph->list], paragraph->list_level);
    if (paragraph->passage->label.len)
        buf_format(out, "\"%.*s\" ", STR_ARGS(paragraph->passage->label));
    if (paragraph->number.len)
        buf_format(out, "#%.*s ", STR_ARGS(paragraph->number));
    if (paragraph->indent)
        buf_format(out, "@%d ", paragraph->indent);
    if (paragraph->cell.table)
        buf_format(out, "t%zu.%zu.%zu%s%s ", paragraph->cell.table, paragraph->cell.row, paragraph->cell.column,
                   paragraph->cell.header_row ? "h" : "", paragraph->cell.continued ? "~" : "");
    buf_add(out, str_from(paragraph->bold ? "bold " : ""));
    buf_add(out, str_from(paragraph->toc ? "toc " : ""));
    buf_add(out, str_from(paragraph->object ? "object " : ""));
    buf_add(out, str_from(paragraph->page_break ? "^ " : ""));
    if (paragraph->control_tag.len)
        buf_format(out, "<%.*s> ", STR_ARGS(paragraph->control_tag));
    buf_format(out, "'%.*s'", STR_ARGS(text));
    for (size_t i = 0; i < paragraph->link_count; i++) {
        const struct wml_link *link = &paragraph->links[i];
        buf_format(out, " link '%.*s' to %.*s", STR_ARGS(str_slice(text, link->begin, link->end)),
                   STR_ARGS(link->target));
    }
    for (size_t i = 0; i < paragraph->field_count; i++) {
        const struct wml_field *field = &paragraph->fields[i];
        buf_format(out, " field%s%s '%.*s' of %.*s", field->dirty ? " dirty" : "", field->unclosed ? " unclosed" : "",
                   STR_ARGS(str_slice(text, field->begin, field->end)), STR_ARGS(field->code));
    }
    for (size_t i = 0; i < paragraph->bookmark_count; i++)
        buf_format(out, " mark %.*s at %zu", STR_ARGS(paragraph->bookmarks[i].name), paragraph->bookmarks[i].offset);
    buf_add(out, STR("\n"));
}

/* A line for each paragraph, then one for each fact, then the ids of what was found. */
static struct str view_of(const struct flat_reading *reading) {
    struct buf out = buf_in(reading->arena);
    const struct wml_document *document = reading->document;
    for (size_t i = 0; document && i < document->paragraph_count; i++)
        add_paragraph(&out, &document->paragraphs[i]);
    for (size_t i = 0; document && i < document->fact_count; i++) {
        const struct wml_fact *fact = &document->facts[i];
        bool quoted = fact->place.passage != NULL;
        struct str quote = quoted ? place_quote(reading->arena, fact->place) : (struct str){0};
        buf_format(&out, "%s %zu %s%.*s%s%s%.*s\n", fact->name, fact->count, quoted ? "'" : "", STR_ARGS(quote),
                   quoted ? "'" : "", fact->detail.len ? " " : "", STR_ARGS(fact->detail));
    }
    if (document && document->core_title.len)
        buf_format(&out, "title %.*s\n", STR_ARGS(document->core_title));
    if (document && document->core_subject.len)
        buf_format(&out, "subject %.*s\n", STR_ARGS(document->core_subject));
    for (size_t i = 0; i < reading->diags.count; i++)
        buf_format(&out, "%.*s\n", STR_ARGS(reading->diags.items[i]->id));
    return buf_str(&out);
}

/* Reads each document as Flat OPC file and as a package: both must give the view, but for embedded content, which only
 * a package has. */
static void check(const struct view_case *cases, size_t count) {
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        for (int packed = 0; packed < 2; packed++) {
            bool chunk = false;
            for (size_t k = 0; k < PARTS && cases[i].parts[k].name; k++)
                chunk = chunk || strncmp(cases[i].parts[k].name, "aFChunk", 7) == 0;
            if (chunk && !packed)
                continue;
            struct flat_reading reading = packed ? read_package(cases[i].parts) : read_flat(cases[i].parts);
            struct str got = view_of(&reading);
            if (!str_equal(got, str_from(cases[i].view))) {
                print_error("%s%s: got\n%.*s\nwanted\n%s\n", cases[i].what, packed && !chunk ? " (package)" : "",
                            STR_ARGS(got), cases[i].view);
                wrong++;
            }
            flat_release(&reading);
        }
    }
    assert_number((int64_t)wrong, 0, "views that differ");
}

#define PSTYLE(id, more) "<w:style w:type='paragraph' w:styleId='" id "'>" more "</w:style>"
#define CSTYLE(id, more) "<w:style w:type='character' w:styleId='" id "'>" more "</w:style>"
#define NAME(name) "<w:name w:val='" name "'/>"
#define BASED(id) "<w:basedOn w:val='" id "'/>"
#define PPR(more) "<w:pPr>" more "</w:pPr>"
#define RPR(more) "<w:rPr>" more "</w:rPr>"
#define R(properties, text) "<w:r>" RPR(properties) "<w:t>" text "</w:t></w:r>"
#define S(id) "<w:pStyle w:val='" id "'/>"
#define NUM(id, level) "<w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" id "'/></w:numPr>"
#define NUMBERED(id) "<w:numPr><w:numId w:val='" id "'/></w:numPr>"

static void styles_say_what_a_paragraph_is(void **state) {
    (void)state;
    static const struct view_case cases[] = {
        {"unknown, default and inherited",
         {{"document",
           P(T("a")) P(PPR(S("X")) T("b")) P(PPR(S("Y")) T("c")) P(PPR(S("Egen")) T("d")) P(PPR(S("I2")) T("e"))
               P(PPR(S("TH")) T("f")) P(PPR(S("Brev")) T("g")) P(PPR("<w:outlineLvl w:val='9'/>" S("Egen")) T("h"))
                   P(PPR("<w:outlineLvl w:val='10'/>") T("i"))},
          {"styles",
           "<w:style w:type='paragraph' w:default='on' w:styleId='N'>" NAME("Normal") PPR(
               "<w:ind w:start='20'/>") "</w:style>" PSTYLE("R1", NAME("Heading 1") PPR("<w:pageBreakBefore/>"))
               PSTYLE("Egen", NAME("Kapitel") BASED("R1")) PSTYLE("I2", NAME("toc 2")) PSTYLE("TH", NAME("TOC Heading"))
                   PSTYLE(
                       "Brev",
                       NAME("Brev") BASED("R1") PPR(
                           "<w:outlineLvl w:val='9'/><w:pageBreakBefore w:val='0'/>")) "<w:style w:type='paragraph' w:default='0' w:styleId='Q'/>"
                                                                                       "<w:style w:type='paragraph' w:default='true' w:styleId='Q2'/>"
                                                                                       "<w:style w:type='character' w:default='1' w:styleId='N'/>"
                                                                                       "<w:style w:type='odd' w:styleId='O'/>"
                                                                                       "<w:style w:type='paragraph' w:default='1' w:styleId='N0'>" NAME(
                                                                                           "Normal") "</w:style>"}},
         "normal 'a'\nnormal 'b'\nnormal 'c'\nheading 1 h1 ^ 'd'\ntoc 2 toc 'e'\ntoc heading 'f'\nheading 1 'g'\nheading 1 ^ 'h'\nnormal 'i'\nunknown-style 2 'b' X\n"},
        {"names that are no built-in ones",
         {{"document", P(PPR(S("A")) T("a")) P(PPR(S("B")) T("b")) P(PPR(S("C")) T("c")) P(PPR(S("D")) T("d"))},
          {"styles", PSTYLE("A", NAME("heading 0")) PSTYLE("B", NAME("heading x")) PSTYLE("C", NAME("heading 10"))
                         PSTYLE("D", BASED("E")) PSTYLE("E", BASED("D"))}},
         "heading 0 'a'\nheading x 'b'\nheading 10 'c'\n'd'\n"},
        {"bold, by style and by toggling",
         {{"document",
           P(PPR(S("F")) T("a")) P(PPR(S("F")) R("<w:rStyle w:val='G'/>", "b"))
               P(PPR(S("F")) R("<w:b w:val='false'/>", "c")) P(R("<w:b/>", "d") R("", " "))
                   P(R("<w:rStyle w:val='saknas'/>", "e")) P(PPR(S("F2")) T("f")) P(R("<w:b w:val='off'/>", "g"))},
          {"styles",
           PSTYLE("F", RPR("<w:b/>")) CSTYLE("G", RPR("<w:b/>")) PSTYLE("F2", BASED("F") RPR("<w:b w:val='0'/>"))}},
         "bold 'a'\n'b'\n'c'\nbold 'd'\n'e'\n'f'\n'g'\n"},
        {"defaults of the document",
         {{"document", P(T("a")) P(R("<w:vanish w:val='0'/><w:b w:val='0'/>", "b"))},
          {"styles", "<w:docDefaults><w:rPrDefault>" RPR(
                         "<w:b/><w:vanish/><w:lang w:val='en-GB'/>") "</w:rPrDefault></w:docDefaults>"}},
         "''\n'b'\nhidden-text 1 '' a\nother-language 100  en-GB\n"},
        {"defaults switched off",
         {{"document", P(T("a"))},
          {"styles",
           "<w:docDefaults><w:rPrDefault>" RPR("<w:b w:val='0'/><w:vanish w:val='0'/><w:lang w:val='sv-SE'/>") "</w:rPrDefault></w:docDefaults>" PSTYLE(
               "H", RPR("<w:vanish w:val='0'/>"))}},
         "'a'\n"},
        {"other languages: of the run, of its style, of the paragraph's",
         {{"document", P(R("<w:lang w:val='de-DE'/>", "eins")) P(R("<w:rStyle w:val='E'/>", "two"))
                           P(PPR(S("F")) T("tre") R("<w:lang w:val='x-none'/>", "fyr") R("<w:lang w:val='SV'/>", "fem")
                                 R("<w:lang w:val='se'/>", "sex") R("<w:lang w:val=''/>", "x"))},
          {"styles", CSTYLE("E", RPR("<w:lang w:val='en-US'/>")) PSTYLE("F", RPR("<w:lang w:val='fi-FI'/>"))}},
         "'eins'\n'two'\n'trefyrfemsexx'\nother-language 85  de-DE\n"},
        {"another language of the document, told by its styles",
         {{"document", P(T("one"))},
          {"styles",
           "<w:style w:type='paragraph' w:default='1' w:styleId='N'>" RPR("<w:lang w:val='en-US'/>") "</w:style>"}},
         "'one'\nother-language 100  en-US\n"},
        {"fonts of pictures, by style",
         {{"document",
           P(PPR(S("W")) T("\xC3\xA0 \xEF\x83\xA0 \xEF\x80\xA1 a")) P(R("<w:rFonts w:hAnsi='Wingdings'/>", "\xC3\xBC"))
               P(R("<w:rFonts w:cs='Arial'/>", "\xC3\xBC"))},
          {"styles", PSTYLE("W", RPR("<w:rFonts w:ascii='Wingdings'/>"))}},
         "'→ →  a'\n'✓'\n'ü'\n"},
        {"none at all: ids, bookmarks and contents tell",
         {{"document", P(PPR(S("Innehll1")) T("1 M\xC3\xA5l 3")) P(PPR(S("Innehllsfrteckningsrubrik")) T("Innehåll"))
                           P("<w:bookmarkStart w:id='1' w:name='_Toc2'/><w:bookmarkStart w:id='2' w:name='x'/>" T(
                               "Annat")) P(PPR(S("Okänd")) "<w:bookmarkStart w:id='3' w:name='_Toc3'/>" T("Mål"))
                               P(PPR(S("Rubrik1") "<w:outlineLvl w:val='9'/>") T("a"))}},
         "toc 1 toc '1 Mål 3'\ntoc heading 'Innehåll'\nh1 'Annat' mark _Toc2 at 0 mark x at 0\nh1 'Mål' mark _Toc3 at 0\nheading 1 'a'\n"},
    };
    check(cases, COUNT(cases));
}

#define LEVEL(i, format, text, more)                                                                                   \
    "<w:lvl w:ilvl='" i "'><w:numFmt w:val='" format "'/><w:lvlText w:val='" text "'/>" more "</w:lvl>"
#define LIST(id, levels) "<w:abstractNum w:abstractNumId='" id "'>" levels "</w:abstractNum>"
#define USE(id, list, more) "<w:num w:numId='" id "'><w:abstractNumId w:val='" list "'/>" more "</w:num>"
#define ITEM(id, level, text) P(PPR(NUM(id, level)) T(text))

static void lists_are_counted_as_word_does(void **state) {
    (void)state;
    static const struct view_case cases[] = {
        {"formats",
         {{"document",
           ITEM("1", "0", "a") ITEM("1", "1", "b") ITEM("1", "2", "c") ITEM("1", "3", "d") ITEM("1", "4", "e")
               ITEM("1", "5", "f") ITEM("1", "6", "g") ITEM("1", "7", "h") ITEM("1", "8", "i") ITEM("1", "9", "j")},
          {"numbering",
           LIST("0", LEVEL("0", "upperRoman", "Kap %1:", "<w:start w:val='4'/>") LEVEL(
                         "1", "lowerLetter", "%1.%2)", "<w:start w:val='28'/>") LEVEL("2", "decimalZero", "%3 %", "")
                         LEVEL("3", "odd", "%4 %0 %x", "") LEVEL("4", "none", "%5", "") LEVEL("5", "none", "Fast", "")
                             LEVEL("6", "decimal", "%1.%7", "<w:isLgl/>") LEVEL("7", "lowerRoman", "", "") LEVEL(
                                 "8", "upperLetter", "%9%9%9%9%9%9%9%9%9%9%9%9%9%9%9%9%9%9%9%9",
                                 "<w:rPr><w:vanish/></w:rPr>") LEVEL("9", "decimal", "%1", "")) USE("1", "0", "")}},
         "number.0 \"Kap IV:\" #IV 'a'\nnumber.1 \"IV.bb)\" #IV.bb 'b'\nnumber.2 \"01 %\" #01 'c'\nnumber.3 \"1 %0 %x\" #1 'd'\n'e'\nnumber.5 \"Fast\" 'f'\nnumber.6 \"4.1\" #4.1 'g'\nbelow.7 'h'\nnumber.8 'i'\n'j'\ndangling-numbering 1 'j' 1\n"},
        {"starts, restarts and overrides",
         {{"document",
           ITEM("1", "0", "a") ITEM("1", "1", "b") ITEM("1", "0", "c") ITEM("1", "1", "d") ITEM("2", "0", "e")
               ITEM("2", "0", "f") ITEM("2", "1", "g") ITEM("3", "2", "h") ITEM("3", "0", "i") ITEM("3", "2", "j")
                   ITEM("3", "1", "k") ITEM("3", "2", "l") ITEM("4", "0", "m")},
          {"numbering",
           LIST("0", LEVEL("0", "decimal", "%1", "") LEVEL("1", "decimal", "%1.%2", "<w:lvlRestart w:val='0'/>")
                         LEVEL("2", "decimal", "%1.%2.%3", "<w:lvlRestart w:val='2'/>")) USE("1", "0", "")
               USE("2", "0",
                   "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride>"
                   "<w:lvlOverride w:ilvl='1'><w:lvl w:ilvl='1'><w:start w:val='3'/>"
                   "<w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%2)'/></w:lvl></w:lvlOverride>"
                   "<w:lvlOverride w:ilvl='9'><w:startOverride w:val='2'/><w:lvl/></w:lvlOverride>") USE("3", "0", "")
                   USE("4", "9", "")}},
         "number.0 \"1\" #1 'a'\nnumber.1 \"1.1\" #1.1 'b'\nnumber.0 \"2\" #2 'c'\nnumber.1 \"2.2\" #2.2 'd'\nnumber.0 \"7\" #7 'e'\nnumber.0 \"8\" #8 'f'\nnumber.1 \"c)\" #c 'g'\nnumber.2 \"8.3.1\" #8.3.1 'h'\nnumber.0 \"9\" #9 'i'\nnumber.2 \"9.3.1\" #9.3.1 'j'\nnumber.1 \"9.4\" #9.4 'k'\nnumber.2 \"9.4.1\" #9.4.1 'l'\n'm'\ndangling-numbering 1 'm' 4\n"},
        {"bullets",
         {{"document", ITEM("1", "0", "a") ITEM("1", "1", "b") ITEM("1", "2", "c") ITEM("1", "3", "d")
                           ITEM("1", "4", "e") ITEM("1", "5", "f") ITEM("1", "6", "g") ITEM("1", "7", "h")},
          {"numbering",
           LIST("0", LEVEL("0", "bullet", "\xEF\x82\xB7", "<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr>")
                         LEVEL("1", "bullet", "o", "<w:rPr><w:rFonts w:ascii='Courier New'/></w:rPr>")
                             LEVEL("2", "bullet", "", "") LEVEL("3", "bullet", " ", "")
                                 LEVEL("4", "bullet", "", "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr>")
                                     LEVEL("5", "bullet", "\xEF\x80\xA0", "") LEVEL("6", "bullet", "–",
                                                                                    "<w:rPr><w:vanish/></w:rPr>")
                                         LEVEL("7", "bullet", "x", "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr>"))
               USE("1", "0", "")}},
         "bullet.0 \"•\" 'a'\nbullet.1 \"◦\" 'b'\nbelow.2 'c'\nbelow.3 'd'\nbullet.4 \"•\" 'e'\nbullet.5 \"•\" 'f'\nbullet.6 'g'\nbullet.7 \"•\" 'h'\n"},
        {"numbers of styles",
         {{"document", P(PPR(S("R1")) T("a")) P(PPR(S("R2")) T("b")) P(PPR(S("R2b")) T("c")) P(PPR(S("L")) T("d"))
                           P(PPR(S("R2") NUMBERED("0")) T("e")) P(PPR(S("R2") NUMBERED("1")) T("f"))
                               P(PPR(S("R1") "<w:numPr><w:ilvl w:val='1'/></w:numPr>") T("g")) P(PPR(S("LB3")) T("h"))
                                   P(PPR(S("LB10")) T("i")) P(PPR(S("LN")) T("j"))},
          {"styles", PSTYLE("R1", NAME("heading 1") PPR(NUMBERED("1")))
                         PSTYLE("R2", NAME("heading 2") PPR(NUM("1", "1"))) PSTYLE("R2b", NAME("Egen") BASED("R2"))
                             PSTYLE("L", NAME("Lista") PPR(NUMBERED("1") "<w:ind w:left='700' w:hanging='100'/>"))
                                 PSTYLE("LB3", NAME("List Bullet 3") PPR(NUMBERED("2")))
                                     PSTYLE("LB10", NAME("List 10") PPR(NUMBERED("2")))
                                         PSTYLE("LN", NAME("List") PPR(NUMBERED("2")))},
          {"numbering",
           LIST("0", LEVEL("0", "decimal", "%1",
                           "<w:pStyle w:val='R1'/><w:pPr><w:ind w:left='360' w:hanging='360'/></w:pPr>")
                         LEVEL("1", "decimal", "%1.%2", "")
                             LEVEL("2", "decimal", "%3)", "<w:pStyle w:val='L'/><w:pPr><w:ind w:start='500'/></w:pPr>"))
               LIST("1", LEVEL("0", "bullet", "-", "")) USE("1", "0", "") USE("2", "1", "")}},
         "heading 1 h1 \"1\" #1 'a'\nheading 2 h2 \"1.1\" #1.1 'b'\nheading 2 h2 \"1.2\" #1.2 'c'\nlist number.2 \"1)\" #1 @600 'd'\nheading 2 h2 'e'\nheading 2 h2 \"2\" #2 'f'\nheading 1 h1 \"2.1\" #2.1 'g'\nlist bullet 3 bullet.2 \"-\" 'h'\nlist 10 bullet.0 \"-\" 'i'\nlist bullet.0 \"-\" 'j'\n"},
        {"a list that is that of a style",
         {{"document", ITEM("1", "0", "a") ITEM("3", "0", "b") ITEM("4", "0", "c")},
          {"styles", "<w:style w:type='numbering' w:styleId='LS'>" PPR(
                         NUMBERED("2")) "</w:style><w:style w:type='numbering' w:styleId='LT'/>"},
          {"numbering", LIST("0", "<w:numStyleLink w:val='LS'/>") LIST("1", LEVEL("0", "decimal", "%1)", ""))
                            LIST("2", "<w:numStyleLink w:val='saknas'/>")
                                LIST("3", "<w:numStyleLink w:val='LT'/>" LEVEL("0", "decimal", "%1:", ""))
                                    USE("1", "0", "") USE("2", "1", "") USE("3", "2", "") USE("4", "3", "")}},
         "number.0 \"1)\" #1 'a'\n'b'\nnumber.0 \"1:\" #1 'c'\ndangling-numbering 1 'b' 3\n"},
        {"lists that nothing defines",
         {{"document", ITEM("7", "0", "a") ITEM("8", "0", "b") ITEM("0", "0", "c") ITEM("1", "4", "d")},
          {"numbering", LIST("0", LEVEL("0", "decimal", "%1", "")) USE("1", "0", "")}},
         "'a'\n'b'\n'c'\n'd'\ndangling-numbering 3 'a' 7\n"},
        {"lists without styles, nested by indent",
         {{"document",
           ITEM("1", "0", "a") P(PPR(NUM("2", "0") "<w:ind w:left='900' w:hanging='100'/>") T("b"))
               P(PPR("<w:ind w:left='800'/>") T("text under b")) P(PPR(NUM("2", "0") "<w:ind w:left='900'/>") T("c"))
                   P(PPR(NUM("1", "0") "<w:ind w:left='900'/>") T("d"))
                       P(PPR(NUM("1", "0") "<w:ind w:left='2000'/>") T("e")) P("") ITEM("1", "0", "f") P(T("slut"))
                           P(PPR(NUM("2", "0") "<w:ind w:left='900'/>") T("g"))},
          {"numbering", LIST("0", LEVEL("0", "bullet", "-", "")) USE("1", "0", "") USE("2", "0", "")}},
         "bullet.0 \"-\" 'a'\nbullet.1 \"-\" @800 'b'\n@800 'text under b'\nbullet.0 \"-\" @900 'c'\nbullet.0 \"-\" @900 'd'\nbullet.1 \"-\" @2000 'e'\n''\nbullet.0 \"-\" 'f'\n'slut'\nbullet.0 \"-\" @900 'g'\n"},
        {"a section break takes no number",
         {{"document", P(PPR(S("R1") "<w:sectPr/>")) P(PPR(S("R1") "<w:sectPr><w:type w:val='continuous'/></w:sectPr>")
                                                           T("a")) P(T("b")) P(PPR(S("R1")) T("c"))},
          {"styles", PSTYLE("R1", NAME("heading 1") PPR(NUMBERED("1")))},
          {"numbering", LIST("0", LEVEL("0", "decimal", "%1", "")) USE("1", "0", "")}},
         "heading 1 ''\nheading 1 h1 \"1\" #1 ^ 'a'\n'b'\nheading 1 h1 \"2\" #2 'c'\n"},
    };
    check(cases, COUNT(cases));
}

#define AUTHOR(name, date) " w:author='" name "' w:date='" date "T10:00:00Z'"
#define INSERTED(name, date, text) "<w:ins w:id='1'" AUTHOR(name, date) ">" T(text) "</w:ins>"
#define COMMENT(id, author, text) "<w:comment w:id='" id "' w:author='" author "'>" text "</w:comment>"
#define FROM(id) "<w:commentRangeStart w:id='" id "'/>"
#define TO(id) "<w:commentRangeEnd w:id='" id "'/><w:r><w:commentReference w:id='" id "'/></w:r>"

static void facts_say_what_and_who(void **state) {
    (void)state;
    static const struct view_case cases[] = {
        {"settings that are on",
         {{"document", P(T("a"))},
          {"settings", "<w:trackRevisions/><w:updateFields w:val='true'/>"
                       "<w:documentProtection w:edit='readOnly' w:enforcement='on'/><w:zoom/>"}},
         "'a'\ntrack-revisions 1 \ndirty-field 1 \ndocument-protection 1 \n"},
        {"settings that are off",
         {{"document", P(T("a"))},
          {"settings", "<w:trackRevisions w:val='0'/><w:updateFields w:val='false'/>"
                       "<w:documentProtection w:edit='readOnly' w:enforcement='0'/>"}},
         "'a'\n"},
        {"protection in other words",
         {{"document", P(T("a"))},
          {"settings", "<w:documentProtection w:enforcement='true'/><w:documentProtection w:enforcement='1'/>"}},
         "'a'\ndocument-protection 2 \n"},
        {"who changed what, when",
         {{"document",
           P(INSERTED("A", "2025-02-03", "a") INSERTED("B", "2025-01-03", "b")
                 INSERTED("A", "2025-03-03", "c") "<w:ins w:author='' w:date='2025'>" T("d") "</w:ins>")
               P(INSERTED("C", "2025-02-03", "e") INSERTED("D", "2025-02-03", "e") INSERTED("E", "2025-02-03", "e")
                     INSERTED("F", "2025-02-03", "e") INSERTED("G", "2025-02-03", "e") INSERTED("H", "2025-02-03", "e")
                         INSERTED("I", "2025-02-03", "e") INSERTED("J", "2025-02-03", "e"))}},
         "'abcd'\n'eeeeeeee'\ntracked-insert 12 'a' A, B, C, D, E, F, G, H, 2025-01-03–2025-03-03\n"},
        {"a date without a name",
         {{"document", P("<w:ins w:date='2025-02-03T10:00:00Z'>" T("a") "</w:ins>")}},
         "'a'\ntracked-insert 1 'a' 2025-02-03\n"},
        {"comments: of several, in several paragraphs, to nothing",
         {{"document", P(FROM("0") T("a")) P(T("b") TO("0")) P(T("c") FROM("1") TO("1")) P(TO("2"))},
          {"comments", COMMENT("0", "A", P(T("ett"))) COMMENT("1", " ", P(T("två"))) COMMENT("2", "B", P(T("tre")))
                           COMMENT("3", "B", P(T("fyra")))}},
         "'a'\n'b'\n'c'\n''\ncomment 4 '' A, B\n"},
        {"a comment that nothing refers to",
         {{"document", P(T("a"))}, {"comments", COMMENT("0", "A", P(T("ett")))}},
         "'a'\ncomment 1  A\n"},
        {"comments to planlint",
         {{"document", P(T("x ") FROM("1") T("a") TO("1")) P(T("b") FROM("2") T("c")) P(T("d") TO("2") T("e"))
                           P(T("f") TO("3")) P(FROM("4") TO("4"))},
          {"comments",
           COMMENT("0", "A", P(T("planlint: gäller inget")))
               COMMENT("1", "A", P(T("planlint:")) P("<w:r><w:t>a &amp; <![CDATA[b]]></w:t></w:r><w:r><w:tab/></w:r>"))
                   COMMENT("2", "A", P(T("planlint: två"))) COMMENT("3", "A", P(T("planlint: tre")))
                       COMMENT("4", "A", P(T("planlint: fyra")))}},
         "'xa'\n'bc'\n'de'\n'f'\n''\ndirective 1 'a' planlint: a & b\ndirective 1 'd' planlint: två\ndirective 1 'f' planlint: tre\ndirective 1 '' planlint: fyra\n"},
        {"hidden words, as many as tell what it is about",
         {{"document", P(R("<w:vanish/>", "Det här är en mycket lång dold text som ingen ser i dokumentet")
                             R("<w:vanish/>", " alls")) P(R("<w:vanish/>", "och mer"))}},
         "''\n''\nhidden-text 3 '' Det här är en mycket lång dold text som ingen ser i dokument…\n"},
        {"pictures",
         {{"document",
           P("<w:r><w:drawing><wp:inline><wp:docPr descr='Karta'/><a:blip/></wp:inline></w:drawing></w:r>")
               P("<w:r><w:drawing><wp:inline><wp:docPr descr=' '/><a:blip/></wp:inline></w:drawing></w:r>")
                   P("<w:r><w:pict><v:shape alt='Karta'><v:imagedata r:id='x'/></v:shape></w:pict></w:r>")
                       P("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>") P("<w:r><w:object/></w:r>")}},
         "object ''\nobject ''\nobject ''\nobject ''\nobject ''\npicture-without-text 1 ''\npicture-with-text 2 ''\n"},
        {"tables without a header row: of more than one row and column",
         {{"document",
           "<w:tbl><w:tr><w:tc>" P(T("a")) "</w:tc><w:tc>" P(T("b")) "</w:tc></w:tr><w:tr><w:tc>" P(T("c")) "</w:tc><w:tc>" P("") "</w:tc></w:tr></w:tbl><w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>" P(
               T("d")) "</w:tc><w:tc>" P(T("e")) "</w:tc></w:tr><w:tr><w:trPr><w:tblHeader w:val='0'/></w:trPr><w:tc>" P(T("f")) "</w:tc></w:tr></w:tbl><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='5000'/>"
                                                                                                                                 "<w:vMerge w:val='restart'/></w:tcPr>" P(T("g")) "</w:tc><w:tc><w:tcPr><w:gridSpan w:val='0'/><w:vMerge w:val='continue'/></w:tcPr>" P(
                                                                                                                                     T("h")) "</w:tc></w:tr></w:tbl><w:tbl/>"}},
         "t1.0.0h 'a'\nt1.0.1h 'b'\nt1.1.0 'c'\nt1.1.1 ''\nt2.0.0h 'd'\nt2.0.1h 'e'\nt2.1.0 'f'\nt3.0.0h 'g'\nt3.0.1h~ 'h'\ntable-without-header 1 'a'\n"},
        {"what stands in a wrong place",
         {{"document", "<w:tr><w:trPr><w:tblHeader/><w:gridBefore w:val='2'/></w:trPr><w:tc><w:tcPr>"
                       "<w:gridSpan w:val='2'/><w:vMerge/></w:tcPr>" P(T("a")) "</w:tc></w:tr><w:tbl>" P(
                           T("b")) "</w:tbl><w:tc>" P(T("c")) "</w:tc>"}},
         "'a'\n'b'\n'c'\n"},
        {"deleted rows and marks",
         {{"document",
           "<w:tbl><w:tr><w:trPr><w:ins w:author='A'/></w:trPr><w:tc>" P(T("a")) "</w:tc><w:tc>" P(
               T("b")) "</w:tc></w:tr></w:tbl>" P(PPR(RPR("<w:moveFrom/>")) T("c")) P(PPR(RPR("<w:moveTo/>")) T("d"))}},
         "t1.0.0h 'a'\nt1.0.1h 'b'\n'cd'\ntracked-insert 1  A\ntracked-move 1 ''\n"},
    };
    check(cases, COUNT(cases));
}

#define BEGIN "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
#define DIRTY(value) "<w:r><w:fldChar w:fldCharType='begin' w:dirty='" value "'/></w:r>"
#define CODE(code) "<w:r><w:instrText>" code "</w:instrText></w:r>"
#define SEPARATE "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
#define END "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
#define FIELD(code, text)                                                                                              \
    BEGIN CODE(code)                                                                                                   \
    SEPARATE T(text) END
#define MARKED(name) "<w:bookmarkStart w:id='1' w:name='" name "'/>"

static void fields_links_and_marks_keep_their_text(void **state) {
    (void)state;
    static const struct view_case cases[] = {
        {"dirty ones",
         {{"document", P(DIRTY("1") CODE("REF a") SEPARATE T("b") END DIRTY("0") CODE("REF c") SEPARATE T("d")
                             END DIRTY("false") CODE("REF e") SEPARATE T("f") END)}},
         "'bdf' field dirty 'b' of REF a field 'd' of REF c field 'f' of REF e\ndirty-field 1 'b'\n"},
        {"dirty over two paragraphs",
         {{"document", P(T("x") DIRTY("true") CODE("REF a") SEPARATE T("b")) P(T("c") END T("d"))}},
         "'xb' field dirty 'b' of REF a\n'cd' field dirty 'c' of REF a\ndirty-field 1 'c'\n"},
        {"hyperlinks: with switches, without an address, not at all",
         {{"document", P(FIELD("HYPERLINK \"https://a.se\" \\o \"tips\" \\t \"_blank\" \\h b", "a"))
                           P(FIELD("Hyperlink \\l \"m\"", "b")) P(FIELD("HYPERLINK", "c")) P(FIELD("HYPERLINK \"", "d"))
                               P(FIELD("HYPERLINK \\o", "e")) P(FIELD("  ", "f")) P(FIELD("HYPERLINK \"\"", "g"))}},
         "'a' link 'a' to https://a.se field 'a' of HYPERLINK \"https://a.se\" \\o \"tips\" \\t \"_blank\" \\h b\n'b' link 'b' to #m field 'b' of HYPERLINK \\l \"m\"\n'c' field 'c' of HYPERLINK\n'd' field 'd' of HYPERLINK \"\n'e' field 'e' of HYPERLINK \\o\n'f' field 'f' of \n'g' field 'g' of HYPERLINK \"\"\n"},
        {"link elements: to a part, to nothing, empty, around nothing",
         {{"document",
           P("<w:hyperlink r:id='out'>" T("a") "</w:hyperlink><w:hyperlink r:id='gone2'>" T("b") "</w:hyperlink><w:hyperlink>" T(
               "c") "</w:hyperlink><w:hyperlink w:anchor='m'/><w:hyperlink r:id='out' w:anchor='m'>" T("d") "</w:hyperlink>")}},
         "'abcd' link 'a' to https://example.org/ link 'b' to  link '' to #m link 'd' to https://example.org/#m\n"},
        {"marks and links in a code",
         {{"document", P(T("a") BEGIN CODE("IF ") MARKED("inne") "<w:hyperlink w:anchor='m'>" T(
                           "bort") "</w:hyperlink>" BEGIN CODE("P") SEPARATE T("x") END SEPARATE T("b") END T("c"))}},
         "'abc' link '' to #m field '' of P field 'b' of IF mark inne at 1\n"},
        {"marks between paragraphs, behind the last, without a name",
         {{"document",
           MARKED("före") P(T("a")) "<w:bookmarkStart w:id='2'/>" MARKED("mellan") P(T("b")) MARKED("efter")}},
         "'a' mark före at 0\n'b' mark mellan at 0 mark efter at 1\n"},
        {"marks in an empty document", {{"document", MARKED("ensam")}}, ""},
        {"contents that end before a heading, and contents in contents",
         {{"document", P(BEGIN CODE("TOC \\o") SEPARATE T("a")) P(BEGIN CODE("TOC") SEPARATE T("b") END) P(END T("c"))
                           P(FIELD("TOC \\a Bild", "d")) P(FIELD("TOC", "e"))}},
         "toc 'a' field 'a' of TOC \\o\ntoc 'b' field 'b' of TOC\n'c' field '' of TOC \\o\n'd' field 'd' of TOC \\a Bild\ntoc 'e' field 'e' of TOC\n"},
        {"what has no kind, and separators twice",
         {{"document", P("<w:r><w:fldChar/></w:r>" T("a") SEPARATE T("b") BEGIN CODE("REF")
                             SEPARATE SEPARATE T("c") "<w:r><w:fldChar w:fldCharType='odd'/></w:r>" END)}},
         "'abc' field 'c' of REF\n"},
        {"fields between paragraphs and in boxes",
         {{"document",
           "<w:fldSimple w:instr='REF a'>" P(T("a")) "</w:fldSimple>" P("<w:fldSimple>" T(
               "b") "</w:fldSimple><w:fldSimple w:instr='PAGE' w:dirty='1'>" T("7") SEPARATE "</w:fldSimple>")
               P("<w:r><w:pict><v:textbox><w:txbxContent>" P(
                   BEGIN CODE("REF") SEPARATE T("c")) "</w:txbxContent></v:textbox></w:pict></w:r>" END T("d"))}},
         "'b7' field 'b' of  field dirty '7' of PAGE\nobject 'd'\nbox 'c' field unclosed 'c' of REF\nunclosed-field 1 'c'\ndirty-field 1 '7'\ntext-box 1 'c'\n"},
        {"codes in pieces",
         {{"document",
           P(BEGIN CODE("REF ") CODE("<![CDATA[a&b]]>") CODE(" &amp; c") SEPARATE T("x") END CODE("kvar") T("y"))}},
         "'xy' field 'x' of REF a&b & c\n"},
        {"symbols of no font, and what is no character",
         {{"document", P("<w:r><w:sym w:char='2610'/><w:sym w:char='D83D'/><w:sym w:char='110000'/></w:r>")}},
         "'☐\xef\xbf\xbd\xef\xbf\xbd'\n"},
        {"symbols",
         {{"document", P("<w:r><w:sym w:font='Wingdings' w:char='E0'/><w:sym w:font='Arial' w:char='41'/>"
                         "<w:sym w:char='f0zz'/><w:sym w:font='Symbol' w:char='F021'/><w:sym w:char='1'/>"
                         "<w:sym w:char='0000000041'/></w:r>")}},
         "'→A'\n"},
        {"breaks of columns and of pages, before words and after",
         {{"document", P("<w:r><w:br w:type='column'/><w:t>a</w:t><w:br w:type='column'/><w:t>b</w:t>"
                         "<w:br w:type='textWrapping'/></w:r>") P("<w:r><w:br/><w:t>c</w:t></w:r>")
                           P(PPR("<w:pageBreakBefore/>") T("d")) P(PPR("<w:pageBreakBefore w:val='0'/>") T("e"))
                               P("<w:r><w:rPr><w:vanish/></w:rPr><w:tab/></w:r>" T("f"))}},
         "'a\nb\n'\n'\nc'\n^ 'd'\n'e'\n'f'\n"},
        {"white space of the file",
         {{"document", P("<w:r><w:t xml:space='preserve'>a \r\n b\tc\n</w:t></w:r>")
                           P("<w:r><w:t>d<![CDATA[  ]]>e<!-- x -->  <!-- y --></w:t></w:r>")
                               P("<w:r><w:t xml:space='preserve'>\nf<![CDATA[\ng]]></w:t></w:r>")}},
         "'a b c '\n'de'\n' f g'\n"},
        {"symbols and white space in a font of pictures",
         {{"document",
           P(R("<w:rFonts w:ascii='Symbol'/>", "a\n\xEF\x82\xB7\nb \xEF\x80\xA0<![CDATA[\xEF\x82\xB7]]>"))}},
         "'a • b •'\n"},
        {"bound and tagged content",
         {{"document", "<w:sdt><w:sdtPr><w:tag w:val='planlint:goal'/><w:dataBinding/><w:docPartObj>"
                       "<w:docPartGallery w:val='Annat'/></w:docPartObj></w:sdtPr><w:sdtContent>" P(T("a")) P(
                           "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
                           "<w:tag w:val='x'/></w:sdtPr><w:sdtContent>" T(
                               "b") "</w:sdtContent></w:sdt>") "</w:sdtContent></w:sdt>" P(T("c"))}},
         "<planlint:goal> 'a'\n<planlint:goal> 'b'\n'c'\n"},
    };
    check(cases, COUNT(cases));
}

#define FOOTNOTE(id, more) "<w:footnote w:id='" id "'" more "</w:footnote>"
#define SEE(id) "<w:r><w:footnoteReference w:id='" id "'/></w:r>"
#define HEADERS(more) "<w:sectPr>" more "</w:sectPr>"
#define HEADER(id) "<w:headerReference w:type='default' r:id='" id "'/>"
#define FOOTER(id) "<w:footerReference w:type='default' r:id='" id "'/>"

static void parts_are_read_where_they_are_referred_to(void **state) {
    (void)state;
    static const struct view_case cases[] = {
        {"notes behind their paragraphs, once",
         {{"document", P(T("a") SEE("1") SEE("2") SEE("9") SEE("3") SEE("0")) P(T("b") SEE(
                           "1") "<w:r><w:endnoteReference w:id='1'/></w:r>") P("<w:r><w:endnoteReference/></w:r>")},
          {"footnotes", FOOTNOTE("0", " w:type='separator'>" P(T("x")))
                            FOOTNOTE("1", " w:type='normal'>" P(T("ett")) P(T("ett till")))
                                FOOTNOTE("2", ">" P(T("två"))) FOOTNOTE("3", ">")},
          {"endnotes", "<w:endnote w:id='1'>" P(T("slutnot")) "</w:endnote>"}},
         "'a'\nfootnote 'ett'\nfootnote 'ett till'\nfootnote 'två'\n'b'\nendnote 'slutnot'\n''\n"},
        {"headers once, of the same text one, of nothing none",
         {{"document", P(T("a") "<w:pPr>" HEADERS(HEADER("header1") HEADER("header1") HEADER("header2") FOOTER(
                           "footer1") HEADER("header3") "<w:headerReference/>") "</w:pPr>")
                           HEADERS(HEADER("out") HEADER("gone") HEADER("none") HEADER("styles") FOOTER("footer1"))},
          {"header1", P(T("Region Norrmark"))},
          {"header2", P(T("Region Norrmark"))},
          {"footer1",
           P(T("Sida ") FIELD("PAGE", "1")) "<w:tbl><w:tr><w:tc>" P(T("x")) "</w:tc><w:tc>" P(T("y")) "</w:tc></w:tr><w:tr><w:tc>" P(
               "<w:r><w:drawing><wp:inline><a:blip/></wp:inline></w:drawing><w:pict><v:textbox><w:txbxContent>" P(T(
                   "i ruta")) "</w:txbxContent></v:textbox></w:pict></w:r>") "</w:tc><w:tc>" P("") "</w:tc></w:tr></w:tbl>"},
          {"header3", P(T(" "))},
          {"styles", PSTYLE("N", NAME("Normal"))}},
         "'a'\nheader 'Region Norrmark'\nfooter 'Sida1' field '1' of PAGE\nfooter t1.0.0h 'x'\nfooter t1.0.1h 'y'\nfooter t1.1.0 object ''\nfooter 'i ruta'\nfooter t1.1.1 ''\ntext-box 1 'i ruta'\n"},
        {"properties of the document",
         {{"document", P(T("a"))},
          {"core", "<dc:title> Plan &amp; <![CDATA[mål]]> </dc:title><dc:subject>Norr</dc:subject>"
                   "<dc:creator>x</dc:creator>"}},
         "'a'\ntitle Plan & mål\nsubject Norr\n"},
        {"a settings part with alternatives",
         {{"document", P(T("a"))},
          {"settings", "<mc:AlternateContent><mc:Choice Requires='odd'><w:trackRevisions/></mc:Choice>"
                       "<mc:Fallback><w:trackRevisions/></mc:Fallback></mc:AlternateContent><mc:odd/>"}},
         "'a'\ntrack-revisions 1 \n"},
        {"alternatives of which none, or nothing in particular, is asked for",
         {{"document",
           "<mc:AlternateContent><mc:Choice>" P(T("a")) "</mc:Choice><mc:Choice Requires=' '>" P(T("b")) "</mc:Choice><mc:Choice Requires='wps  mc'>" P(
               T("c")) "</mc:Choice><mc:Fallback>" P(T("d")) "</mc:Fallback></mc:AlternateContent>"}},
         "'c'\n"},
        {"elements that the document says are to be read through",
         {{"document", " mc:Ignorable='odd v' mc:ProcessContent='odd:x odd none:y :z v:*'>" P("<odd:x>" T(
                           "a") "</odd:x><odd:y>" T("b") "</odd:y><v:q>" T("c") "</v:q><m:x>" T("d") "</m:x>")}},
         "'ac'\n"},
        {"boxes anchored in paragraphs, between them, empty",
         {{"document",
           P("<w:r><w:pict><v:textbox><w:txbxContent>" P(T("i ruta")) "</w:txbxContent></v:textbox></w:pict></w:r>" T("a")) "<w:txbxContent>" P(
               T("utanför")) "</w:txbxContent>" P("<w:r><w:pict><v:textbox><w:txbxContent/></v:textbox></w:pict></w:r>" T("b"))}},
         "object 'a'\nbox 'i ruta'\nobject 'b'\ntext-box 2 'i ruta'\n"},
        {"embedded content",
         {{"document",
           P(T("a")) "<w:altChunk r:id='aFChunk1'/><w:altChunk r:id='aFChunk1'/><w:altChunk r:id='aFChunk2'/>"
                     "<w:altChunk r:id='out'/><w:altChunk r:id='gone'/><w:altChunk/>" P(T("b"))},
          {"aFChunk1", "<head><title>x</title></head><body>Text <b>fet</b><br/><br/>rad\n<![CDATA[<två>]]> <p></p>"
                       "<h2>Rubrik</h2><ol><li>ett<p>mer</p><ul><li>under</li></ul>efter</li><li><h3>i punkt</h3>"
                       "</li></ol><p>se <a href='https://example.org/'>länk <br/>här</a>, <a>ingen</a>"
                       "<a href='x'> </a> <a title='y' href='z'>p<p>q</p></a></p><table><tr><th>A</th><td>B<table>"
                       "<tr><td>inre</td></tr></table></td></tr><tr><td>C</td></tr></table><table>"
                       "<td>utan rad</td></table>  <p><strong>fet</strong></p><script>x</script></body>"},
          {"aFChunk2", "<x></html><html>"}},
         "'a'\n'Text fet\nrad <två>'\nh2 'Rubrik'\nnumber.0 'ett'\nbelow.0 'mer'\nbullet.1 'under'\nbelow.0 'efter'\nh3 'i punkt'\n'se länk\nhär, ingen p' link 'länk\nhär' to https://example.org/ link 'p' to z\n'q' link 'q' to z\nt1.0.0h 'A'\nt1.0.1h 'B'\nt1.0.1h 'inre'\nt1.1.0 'C'\nt2.0.0h 'utan rad'\nbold 'fet'\n'b'\nembedded-content 5 \nDOC122\nDOC122\nDOC122\nDOC122\nDOC122\n"},
        {"embedded content with styles",
         {{"document", "<w:altChunk r:id='aFChunk1'/>"},
          {"aFChunk1", "<p>a</p>"},
          {"styles", "<w:style w:type='paragraph' w:default='1' w:styleId='N'>" NAME("Normal") "</w:style>"}},
         "normal 'a'\n"},
    };
    check(cases, COUNT(cases));
}

static void broken_parts_are_not_passed_over(void **state) {
    (void)state;
    static const struct view_case cases[] = {
        {"styles", {{"document", P(T("a"))}, {"styles", "<w:a></w:b>"}}, "DOC057\n"},
        {"numbering", {{"document", P(T("a"))}, {"numbering", "<w:a></w:b>"}}, "DOC057\n"},
        {"settings", {{"document", P(T("a"))}, {"settings", "<w:a></w:b>"}}, "DOC057\n"},
        {"comments", {{"document", P(T("a"))}, {"comments", "<w:a></w:b>"}}, "DOC057\n"},
        {"footnotes", {{"document", P(T("a"))}, {"footnotes", "<w:a></w:b>"}}, "DOC057\n"},
        {"endnotes", {{"document", P(T("a"))}, {"endnotes", "<w:a></w:b>"}}, "DOC057\n"},
        {"core", {{"document", P(T("a"))}, {"core", "<w:a></w:b>"}}, "DOC057\n"},
        {"bytes that are no text", {{"document", P(T("a"))}, {"comments", "\xFF"}}, "DOC030\n"},
        {"a header of such", {{"document", P(T("a")) HEADERS(HEADER("header1"))}, {"header1", "\xFF"}}, "DOC030\n"},
        {"header", {{"document", P(T("a")) HEADERS(HEADER("header1"))}, {"header1", "<w:a></w:b>"}}, "DOC057\n"},
    };
    check(cases, COUNT(cases));
}

int main(void) {
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(styles_say_what_a_paragraph_is),
        cmocka_unit_test(lists_are_counted_as_word_does),
        cmocka_unit_test(facts_say_what_and_who),
        cmocka_unit_test(fields_links_and_marks_keep_their_text),
        cmocka_unit_test(parts_are_read_where_they_are_referred_to),
        cmocka_unit_test(broken_parts_are_not_passed_over),
    };
    xml_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
