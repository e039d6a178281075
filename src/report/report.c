#include "report.h"

#include "width.h"

const struct report_format report_formats[] = {
    {"text", {"läsbart, med textrad och markering", "readable, with the text and a caret"}, report_text},
    {"gcc", {"en rad per fynd, för redigerare", "one line per finding, for editors"}, report_gcc},
    {"json", {"allt, för program (schemaVersion 1)", "everything, for programs (schemaVersion 1)"}, report_json},
    {"sarif", {"SARIF 2.1.0, för kodgranskning på GitHub m.fl.", "SARIF 2.1.0, for code scanning"}, report_sarif},
    {"gitlab", {"GitLab Code Quality", "GitLab Code Quality"}, report_gitlab},
    {"github", {"anteckningar i GitHub Actions", "annotations in GitHub Actions"}, report_github},
    {"junit", {"JUnit, för testrapporter", "JUnit, for test reports"}, report_junit},
    {"checkstyle", {"Checkstyle-XML", "Checkstyle XML"}, report_checkstyle},
    {"rdjson", {"reviewdog, allt på en gång", "reviewdog, as a whole"}, report_rdjson},
    {"rdjsonl", {"reviewdog, ett fynd per rad", "reviewdog, one finding per line"}, report_rdjsonl},
    {"jsonl", {"json, ett fynd per rad", "json, one finding per line"}, report_jsonl},
    {"csv", {"tabell för kalkylblad", "table for spreadsheets"}, report_csv},
    {"markdown", {"tabell för kommentarer", "table for comments"}, report_markdown},
    {"tap", {"TAP 14, en punkt per dokument", "TAP 14, a point for each document"}, report_tap},
    {0},
};

const struct report_format *report_find(struct str name) {
    for (const struct report_format *format = report_formats; format->name; format++)
        if (str_is(name, format->name))
            return format;
    return NULL;
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
