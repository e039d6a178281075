#include "steps.h"

int steps_context(const struct stepper *stepper) {
    return stepper->depth == 0 ? 0 : stepper->contexts[stepper->depth - 1];
}

bool steps_reading(const struct stepper *stepper) {
    return stepper->skip == 0;
}

static bool is_transparent(const struct xml_element *element) {
    return element->ns_token == SPACE_MC &&
           (element->token == WORD_ALTERNATE_CONTENT || element->token == WORD_FALLBACK);
}

const struct step *steps_enter(struct stepper *stepper, const struct step *table, void *user,
                               const struct xml_element *element) {
    if (stepper->skip != 0 || stepper->depth == STEPS_DEPTH) {
        stepper->skip++;
        return NULL;
    }
    int context = steps_context(stepper);
    if (is_transparent(element)) {
        stepper->contexts[stepper->depth++] = context;
        return NULL;
    }
    const struct step *row = table;
    while (row->word != WORD_NONE &&
           (row->context != context || (int)row->word != element->token || (int)row->space != element->ns_token))
        row++;
    if (row->word == WORD_NONE) {
        stepper->skip++;
        return NULL;
    }
    stepper->contexts[stepper->depth++] = row->next;
    if (row->start != NULL)
        row->start(user, element);
    return row;
}

void steps_leave(struct stepper *stepper) {
    if (stepper->skip != 0)
        stepper->skip--;
    else if (stepper->depth != 0)
        stepper->depth--;
}
