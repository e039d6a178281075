#include "report.h"

#include "width.h"

const struct report_format report_formats[] = {
    {"text", {"läsbart, med textrad och markering", "readable, with the text and a caret"}, report_text, 0},
    {"gcc", {"en rad per fynd, för redigerare", "one line per finding, for editors"}, report_gcc, 0},
    {"json",
     {"allt, för program (schemaVersion 1)", "everything, for programs (schemaVersion 1)"},
     report_json,
     NOTE_TRACE},
    {"sarif",
     {"SARIF 2.1.0, för kodgranskning på GitHub m.fl.", "SARIF 2.1.0, for code scanning"},
     report_sarif,
     NOTE_LINE_HASH},
    {"gitlab", {"GitLab Code Quality", "GitLab Code Quality"}, report_gitlab, 0},
    {"github", {"anteckningar i GitHub Actions", "annotations in GitHub Actions"}, report_github, 0},
    {"junit", {"JUnit, för testrapporter", "JUnit, for test reports"}, report_junit, 0},
    {"checkstyle", {"Checkstyle-XML", "Checkstyle XML"}, report_checkstyle, 0},
    {"rdjson", {"reviewdog, allt på en gång", "reviewdog, as a whole"}, report_rdjson, 0},
    {"rdjsonl", {"reviewdog, ett fynd per rad", "reviewdog, one finding per line"}, report_rdjsonl, 0},
    {"jsonl", {"json, ett fynd per rad", "json, one finding per line"}, report_jsonl, 0},
    {"csv", {"tabell för kalkylblad", "table for spreadsheets"}, report_csv, 0},
    {"markdown", {"tabell för kommentarer", "table for comments"}, report_markdown, 0},
    {"svrl", {"Schematrons rapport (ISO 19757-3)", "Schematron's report (ISO 19757-3)"}, report_svrl, NOTE_LOCATION},
    {"tap", {"TAP 14, en punkt per dokument", "TAP 14, a point for each document"}, report_tap, 0},
    {0},
};

const struct report_format *report_find(struct str name) {
    for (const struct report_format *format = report_formats; format->name; format++)
        if (str_is(name, format->name))
            return format;
    return NULL;
}

/* What stands before the place on its line. */
static struct str line_before(struct place place, const struct shown_place *shown) {
    struct str text = place.source->text;
    size_t end = place.begin, bytes = shown->begin.column_bytes - 1;
    if (shown->part.len || place.source->binary) {
        text = place.passage ? place.passage->text : (struct str){0};
        end = place.text_begin;
    }
    return bytes <= end ? str_slice(text, end - bytes, end) : (struct str){0};
}

/* The terminal column behind the text, tabs to every eighth, as Emacs counts. */
static size_t display_column(struct str text) {
    enum { TAB = 8 };
    size_t cells = 0;
    for (struct str rest = text; rest.data;) {
        cells += width_cells(str_cut(&rest, '\t'));
        if (rest.data)
            cells += TAB - cells % TAB;
    }
    return cells + 1;
}

struct position report_position(const struct report_options *options, struct place place,
                                const struct shown_place *shown) {
    struct position position = shown->begin;
    if (options->column_unit == COLUMN_BYTE)
        position.column = position.column_bytes;
    else if (options->column_unit == COLUMN_UTF16)
        position.column = position.column_utf16;
    else if (options->column_unit == COLUMN_DISPLAY && place.source)
        position.column = display_column(line_before(place, shown));
    return position;
}

void report_location(struct buf *out, struct str path, struct position position) {
    if (path.len == 0) {
        buf_add(out, STR("planlint:"));
        return;
    }
    if (strchr("-:#@ \t", path.data[0]))
        buf_add(out, STR("./"));
    width_safe(out, path);
    buf_format(out, ":%zu:%zu:", position.line, position.column);
}
