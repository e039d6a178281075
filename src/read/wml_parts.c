#include "wml_parts.h"

enum { IN_PART, IN_SETTINGS, IN_COMMENTS, IN_CORE, IN_TITLE, IN_SUBJECT, IN_LEAF };

static void note_setting(struct small_parts *parts, enum fact fact, const struct xml_element *element) {
    struct source *body = parts->walk->source;
    parts->walk->source = parts->source;
    fact_note(parts->walk, fact, NULL, 0, 0, element->begin, element->tag_end);
    parts->walk->source = body;
}

static void start_tracking(void *user, const struct xml_element *element) {
    if (names_on(element))
        note_setting(user, FACT_TRACKING, element);
}

static void start_update(void *user, const struct xml_element *element) {
    if (names_on(element))
        note_setting(user, FACT_DIRTY_FIELD, element);
}

static void start_protection(void *user, const struct xml_element *element) {
    struct str enforced = names_value(element, WORD_ENFORCEMENT);
    if (str_is(enforced, "1") || str_is(enforced, "true") || str_is(enforced, "on"))
        note_setting(user, FACT_PROTECTION, element);
}

static void start_comment(void *user, const struct xml_element *element) {
    struct small_parts *parts = user;
    parts->comments++;
    fact_author(parts->walk, FACT_COMMENT, names_value(element, WORD_AUTHOR), names_value(element, WORD_DATE));
}

static const struct step steps[] = {{IN_PART, SPACE_W, WORD_SETTINGS, IN_SETTINGS, NULL},
                                    {IN_SETTINGS, SPACE_W, WORD_TRACK_REVISIONS, IN_LEAF, start_tracking},
                                    {IN_SETTINGS, SPACE_W, WORD_UPDATE_FIELDS, IN_LEAF, start_update},
                                    {IN_SETTINGS, SPACE_W, WORD_DOCUMENT_PROTECTION, IN_LEAF, start_protection},
                                    {IN_PART, SPACE_W, WORD_COMMENTS, IN_COMMENTS, NULL},
                                    {IN_COMMENTS, SPACE_W, WORD_COMMENT, IN_LEAF, start_comment},
                                    {IN_PART, SPACE_CORE, WORD_CORE_PROPERTIES, IN_CORE, NULL},
                                    {IN_CORE, SPACE_DC, WORD_TITLE, IN_TITLE, NULL},
                                    {IN_CORE, SPACE_DC, WORD_SUBJECT, IN_SUBJECT, NULL},
                                    {0, SPACE_NONE, WORD_NONE, 0, NULL}};

static void start(void *user, struct xml_parse *parse, const struct xml_element *element) {
    struct small_parts *parts = user;
    (void)parse;
    if (steps_enter(&parts->stepper, steps, parts, element) != NULL)
        parts->text = buf_in(parts->arena);
}

static void end(void *user, struct xml_parse *parse, const struct xml_element *element, size_t begin, size_t stop) {
    struct small_parts *parts = user;
    (void)parse, (void)element, (void)begin, (void)stop;
    if (steps_reading(&parts->stepper)) {
        int context = steps_context(&parts->stepper);
        if (context == IN_TITLE)
            parts->title = str_trim(buf_str(&parts->text));
        else if (context == IN_SUBJECT)
            parts->subject = str_trim(buf_str(&parts->text));
    }
    steps_leave(&parts->stepper);
}

static void text(void *user, struct xml_parse *parse, size_t begin, size_t stop, bool cdata) {
    struct small_parts *parts = user;
    (void)parse;
    int context = steps_context(&parts->stepper);
    if (!steps_reading(&parts->stepper) || (context != IN_TITLE && context != IN_SUBJECT))
        return;
    struct passage_builder decoded = {.arena = parts->arena, .source = parts->source};
    if (cdata)
        passage_add_cdata(&decoded, begin, stop);
    else
        passage_add_raw(&decoded, begin, stop);
    buf_add(&parts->text, (struct str){decoded.text, decoded.len});
}

const struct xml_handler small_parts_handler = {
    .words = wml_words, .spaces = wml_spaces, .start = start, .end = end, .text = text};
