/* Names: the element, attribute and namespace names of WordprocessingML that planlint knows, as numbers.
 * For the word processing readers in read/. Both namespace families (transitional and strict) have one number, so that
 * nothing above xml.h knows which one a document is written in (notes on docx, section 2). */
#ifndef PLANLINT_NAMES_H
#define PLANLINT_NAMES_H

#include "xml.h"

/* Namespaces that have elements or attributes we read. */
enum space {
    SPACE_NONE,
    SPACE_W,
    SPACE_R,
    SPACE_MC,
    SPACE_M,
    SPACE_PKG,
    SPACE_RELS,
    SPACE_DC,
    SPACE_CORE,
    SPACE_DGM,
    SPACE_XML,
    SPACE_WP,
    SPACE_A,
    SPACE_PIC,
    SPACE_V,
    SPACE_DECORATIVE
};

/* WORD(identifier, name): local names of elements and attributes, of any of the namespaces. */
#define WML_WORDS(WORD)                                                                                                \
    WORD(ABSTRACT_NUM, "abstractNum")                                                                                  \
    WORD(ABSTRACT_NUM_ID, "abstractNumId")                                                                             \
    WORD(ALT, "alt")                                                                                                   \
    WORD(ALT_CHUNK, "altChunk")                                                                                        \
    WORD(ALTERNATE_CONTENT, "AlternateContent")                                                                        \
    WORD(ANCHOR, "anchor")                                                                                             \
    WORD(ASCII, "ascii")                                                                                               \
    WORD(AUTHOR, "author")                                                                                             \
    WORD(B, "b")                                                                                                       \
    WORD(BASED_ON, "basedOn")                                                                                          \
    WORD(BDO, "bdo")                                                                                                   \
    WORD(BLIP, "blip")                                                                                                 \
    WORD(BODY, "body")                                                                                                 \
    WORD(BOOKMARK_START, "bookmarkStart")                                                                              \
    WORD(BR, "br")                                                                                                     \
    WORD(CELL_DEL, "cellDel")                                                                                          \
    WORD(CELL_INS, "cellIns")                                                                                          \
    WORD(CHAR, "char")                                                                                                 \
    WORD(CHOICE, "Choice")                                                                                             \
    WORD(C_NV_PR, "cNvPr")                                                                                             \
    WORD(COMMENT, "comment")                                                                                           \
    WORD(COMMENTS, "comments")                                                                                         \
    WORD(COMMENT_RANGE_START, "commentRangeStart")                                                                     \
    WORD(COMMENT_REFERENCE, "commentReference")                                                                        \
    WORD(CONTENT_TYPE, "contentType")                                                                                  \
    WORD(CORE_PROPERTIES, "coreProperties")                                                                            \
    WORD(CR, "cr")                                                                                                     \
    WORD(CUSTOM_XML, "customXml")                                                                                      \
    WORD(DATA_BINDING, "dataBinding")                                                                                  \
    WORD(DATE, "date")                                                                                                 \
    WORD(DECORATIVE, "decorative")                                                                                     \
    WORD(DEFAULT, "default")                                                                                           \
    WORD(DEL, "del")                                                                                                   \
    WORD(DESCR, "descr")                                                                                               \
    WORD(DIR, "dir")                                                                                                   \
    WORD(DIRTY, "dirty")                                                                                               \
    WORD(DOC_DEFAULTS, "docDefaults")                                                                                  \
    WORD(DOC_PART_GALLERY, "docPartGallery")                                                                           \
    WORD(DOC_PART_LIST, "docPartList")                                                                                 \
    WORD(DOC_PART_OBJ, "docPartObj")                                                                                   \
    WORD(DOC_PR, "docPr")                                                                                              \
    WORD(DOCUMENT, "document")                                                                                         \
    WORD(DOCUMENT_PROTECTION, "documentProtection")                                                                    \
    WORD(DRAWING, "drawing")                                                                                           \
    WORD(EDIT, "edit")                                                                                                 \
    WORD(ENDNOTE, "endnote")                                                                                           \
    WORD(ENDNOTES, "endnotes")                                                                                         \
    WORD(ENDNOTE_REFERENCE, "endnoteReference")                                                                        \
    WORD(ENFORCEMENT, "enforcement")                                                                                   \
    WORD(FALLBACK, "Fallback")                                                                                         \
    WORD(FLD_CHAR, "fldChar")                                                                                          \
    WORD(FLD_CHAR_TYPE, "fldCharType")                                                                                 \
    WORD(FLD_SIMPLE, "fldSimple")                                                                                      \
    WORD(FONT, "font")                                                                                                 \
    WORD(FOOTER_REFERENCE, "footerReference")                                                                          \
    WORD(FOOTNOTE, "footnote")                                                                                         \
    WORD(FOOTNOTES, "footnotes")                                                                                       \
    WORD(FOOTNOTE_REFERENCE, "footnoteReference")                                                                      \
    WORD(FTR, "ftr")                                                                                                   \
    WORD(GRID_BEFORE, "gridBefore")                                                                                    \
    WORD(GRID_SPAN, "gridSpan")                                                                                        \
    WORD(H_ANSI, "hAnsi")                                                                                              \
    WORD(HANGING, "hanging")                                                                                           \
    WORD(HDR, "hdr")                                                                                                   \
    WORD(HEADER_REFERENCE, "headerReference")                                                                          \
    WORD(HYPERLINK, "hyperlink")                                                                                       \
    WORD(ID, "id")                                                                                                     \
    WORD(RELATIONSHIP_ID, "Id")                                                                                        \
    WORD(ILVL, "ilvl")                                                                                                 \
    WORD(IND, "ind")                                                                                                   \
    WORD(IMAGE_DATA, "imagedata")                                                                                      \
    WORD(INS, "ins")                                                                                                   \
    WORD(INSTR, "instr")                                                                                               \
    WORD(INSTR_TEXT, "instrText")                                                                                      \
    WORD(IS_LGL, "isLgl")                                                                                              \
    WORD(LANG, "lang")                                                                                                 \
    WORD(LEFT, "left")                                                                                                 \
    WORD(LVL, "lvl")                                                                                                   \
    WORD(LVL_OVERRIDE, "lvlOverride")                                                                                  \
    WORD(LVL_RESTART, "lvlRestart")                                                                                    \
    WORD(LVL_TEXT, "lvlText")                                                                                          \
    WORD(MOVE_FROM, "moveFrom")                                                                                        \
    WORD(MOVE_TO, "moveTo")                                                                                            \
    WORD(NAME, "name")                                                                                                 \
    WORD(NO_BREAK_HYPHEN, "noBreakHyphen")                                                                             \
    WORD(NUM, "num")                                                                                                   \
    WORD(NUM_FMT, "numFmt")                                                                                            \
    WORD(NUM_ID, "numId")                                                                                              \
    WORD(NUM_PR, "numPr")                                                                                              \
    WORD(NUM_STYLE_LINK, "numStyleLink")                                                                               \
    WORD(NUMBERING, "numbering")                                                                                       \
    WORD(NUMBERING_CHANGE, "numberingChange")                                                                          \
    WORD(OBJECT, "object")                                                                                             \
    WORD(O_MATH, "oMath")                                                                                              \
    WORD(O_MATH_PARA, "oMathPara")                                                                                     \
    WORD(OUTLINE_LVL, "outlineLvl")                                                                                    \
    WORD(P, "p")                                                                                                       \
    WORD(PACKAGE, "package")                                                                                           \
    WORD(PAGE_BREAK_BEFORE, "pageBreakBefore")                                                                         \
    WORD(PART, "part")                                                                                                 \
    WORD(PICT, "pict")                                                                                                 \
    WORD(P_PR, "pPr")                                                                                                  \
    WORD(P_PR_CHANGE, "pPrChange")                                                                                     \
    WORD(P_PR_DEFAULT, "pPrDefault")                                                                                   \
    WORD(P_STYLE, "pStyle")                                                                                            \
    WORD(PROCESS_CONTENT, "ProcessContent")                                                                            \
    WORD(PTAB, "ptab")                                                                                                 \
    WORD(R, "r")                                                                                                       \
    WORD(REL_IDS, "relIds")                                                                                            \
    WORD(RELATIONSHIP, "Relationship")                                                                                 \
    WORD(RELATIONSHIPS, "Relationships")                                                                               \
    WORD(REQUIRES, "Requires")                                                                                         \
    WORD(R_FONTS, "rFonts")                                                                                            \
    WORD(R_PR, "rPr")                                                                                                  \
    WORD(R_PR_CHANGE, "rPrChange")                                                                                     \
    WORD(R_PR_DEFAULT, "rPrDefault")                                                                                   \
    WORD(R_STYLE, "rStyle")                                                                                            \
    WORD(RUBY, "ruby")                                                                                                 \
    WORD(RUBY_BASE, "rubyBase")                                                                                        \
    WORD(SDT, "sdt")                                                                                                   \
    WORD(SDT_CONTENT, "sdtContent")                                                                                    \
    WORD(SDT_PR, "sdtPr")                                                                                              \
    WORD(SECT_PR, "sectPr")                                                                                            \
    WORD(SECT_PR_CHANGE, "sectPrChange")                                                                               \
    WORD(SETTINGS, "settings")                                                                                         \
    WORD(SHAPE, "shape")                                                                                               \
    WORD(SMART_TAG, "smartTag")                                                                                        \
    WORD(SOFT_HYPHEN, "softHyphen")                                                                                    \
    WORD(SPACE, "space")                                                                                               \
    WORD(START, "start")                                                                                               \
    WORD(START_OVERRIDE, "startOverride")                                                                              \
    WORD(STYLE, "style")                                                                                               \
    WORD(STYLE_ID, "styleId")                                                                                          \
    WORD(STYLE_LINK, "styleLink")                                                                                      \
    WORD(STYLES, "styles")                                                                                             \
    WORD(SUB_DOC, "subDoc")                                                                                            \
    WORD(SUBJECT, "subject")                                                                                           \
    WORD(SYM, "sym")                                                                                                   \
    WORD(T, "t")                                                                                                       \
    WORD(TAB, "tab")                                                                                                   \
    WORD(TAG, "tag")                                                                                                   \
    WORD(TARGET, "Target")                                                                                             \
    WORD(TARGET_MODE, "TargetMode")                                                                                    \
    WORD(TBL, "tbl")                                                                                                   \
    WORD(TBL_HEADER, "tblHeader")                                                                                      \
    WORD(TBL_PR, "tblPr")                                                                                              \
    WORD(TBL_PR_CHANGE, "tblPrChange")                                                                                 \
    WORD(TC, "tc")                                                                                                     \
    WORD(TC_PR, "tcPr")                                                                                                \
    WORD(TC_PR_CHANGE, "tcPrChange")                                                                                   \
    WORD(TITLE, "title")                                                                                               \
    WORD(TR, "tr")                                                                                                     \
    WORD(TR_PR, "trPr")                                                                                                \
    WORD(TR_PR_CHANGE, "trPrChange")                                                                                   \
    WORD(TRACK_REVISIONS, "trackRevisions")                                                                            \
    WORD(TXBX_CONTENT, "txbxContent")                                                                                  \
    WORD(TYPE, "type")                                                                                                 \
    WORD(RELATIONSHIP_TYPE, "Type")                                                                                    \
    WORD(UPDATE_FIELDS, "updateFields")                                                                                \
    WORD(VAL, "val")                                                                                                   \
    WORD(VANISH, "vanish")                                                                                             \
    WORD(V_MERGE, "vMerge")                                                                                            \
    WORD(XML_DATA, "xmlData")

enum word {
    WORD_NONE,
#define WORD(identifier, name) WORD_##identifier,
    WML_WORDS(WORD)
#undef WORD
        WORD_COUNT
};

/* What every handler of the word processing readers looks names up in. */
extern const struct xml_word wml_words[], wml_spaces[];

/* Returns the attribute, or NULL. An attribute without namespace counts for SPACE_W, as some producers write it. */
const struct xml_attribute *names_attribute(const struct xml_element *element, enum space space, enum word word);

/* Returns the value of an attribute in SPACE_W, borrowed for the callback; the empty slice when there is none. */
struct str names_value(const struct xml_element *element, enum word word);

/* Returns the number in an attribute of SPACE_W, or `otherwise` when it is absent or not a decimal number that fits in
 * 31 bits. */
long names_number(const struct xml_element *element, enum word word, long otherwise);

/* Returns w:val of an on/off element: absent means on (ECMA-376 part 1, 17.17.4; transitional adds "on" and "off"). */
bool names_on(const struct xml_element *element);

/* Returns whether planlint understands what is written in this namespace, for mc:Requires. */
bool names_understood(const char *uri);

#endif
