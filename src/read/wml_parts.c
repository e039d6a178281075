#include "wml_parts.h"

enum {
    IN_PART,
    IN_SETTINGS,
    IN_COMMENTS,
    IN_COMMENT,
    IN_COMMENT_PARAGRAPH,
    IN_COMMENT_RUN,
    IN_COMMENT_TEXT,
    IN_CORE,
    IN_TITLE,
    IN_SUBJECT,
    IN_LEAF
};

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
    parts->comment = buf_in(parts->arena);
    parts->comment_id = str_copy(parts->arena, names_value(element, WORD_ID));
    parts->comment_author = str_copy(parts->arena, names_value(element, WORD_AUTHOR));
    parts->comment_date = str_copy(parts->arena, names_value(element, WORD_DATE));
}

/* Paragraphs of a comment are words of one text. */
static void start_paragraph(void *user, const struct xml_element *element) {
    struct small_parts *parts = user;
    (void)element;
    if (parts->comment.len != 0)
        buf_byte(&parts->comment, ' ');
}

/* A comment that speaks to planlint is no remark that somebody has to deal with. */
static void end_comment(struct small_parts *parts) {
    struct str text = str_trim(buf_str(&parts->comment));
    if (str_starts(text, STR("planlint:"))) {
        *vec_add(parts->walk->arena, &parts->walk->directives) =
            (struct directive){.id = parts->comment_id, .text = text};
        return;
    }
    parts->comments++;
    fact_author(parts->walk, FACT_COMMENT, parts->comment_author, parts->comment_date);
}

static const struct step steps[] = {{IN_PART, SPACE_W, WORD_SETTINGS, IN_SETTINGS, NULL},
                                    {IN_SETTINGS, SPACE_W, WORD_TRACK_REVISIONS, IN_LEAF, start_tracking},
                                    {IN_SETTINGS, SPACE_W, WORD_UPDATE_FIELDS, IN_LEAF, start_update},
                                    {IN_SETTINGS, SPACE_W, WORD_DOCUMENT_PROTECTION, IN_LEAF, start_protection},
                                    {IN_PART, SPACE_W, WORD_COMMENTS, IN_COMMENTS, NULL},
                                    {IN_COMMENTS, SPACE_W, WORD_COMMENT, IN_COMMENT, start_comment},
                                    {IN_COMMENT, SPACE_W, WORD_P, IN_COMMENT_PARAGRAPH, start_paragraph},
                                    {IN_COMMENT_PARAGRAPH, SPACE_W, WORD_R, IN_COMMENT_RUN, NULL},
                                    {IN_COMMENT_RUN, SPACE_W, WORD_T, IN_COMMENT_TEXT, NULL},
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
        else if (context == IN_COMMENT)
            end_comment(parts);
    }
    steps_leave(&parts->stepper);
}

static void text(void *user, struct xml_parse *parse, size_t begin, size_t stop, bool cdata) {
    struct small_parts *parts = user;
    (void)parse;
    int context = steps_context(&parts->stepper);
    if (!steps_reading(&parts->stepper) || (context != IN_TITLE && context != IN_SUBJECT && context != IN_COMMENT_TEXT))
        return;
    struct passage_builder decoded = {.arena = parts->arena, .source = parts->source};
    if (cdata)
        passage_add_cdata(&decoded, begin, stop);
    else
        passage_add_raw(&decoded, begin, stop);
    buf_add(context == IN_COMMENT_TEXT ? &parts->comment : &parts->text, (struct str){decoded.text, decoded.len});
}

const struct xml_handler small_parts_handler = {
    .words = wml_words, .spaces = wml_spaces, .start = start, .end = end, .text = text};
