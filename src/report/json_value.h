/* JSON value: what the JSON formats share. For report/ and app/. */
#ifndef PLANLINT_JSON_VALUE_H
#define PLANLINT_JSON_VALUE_H

#include <jansson.h>

#include "outcome.h"

/* Returns a JSON string. Text of documents is valid Unicode; of others, names of files, invalid bytes become U+FFFD. */
json_t *json_value_string(struct str s);

json_t *json_value_number(size_t value);

/* Sets a key of an object; the object takes over the value. */
void json_value_set(json_t *object, const char *key, json_t *value);

/* Appends the value as text, a line end after it, and releases it. `flags` are those of json_dumps. */
void json_value_write(struct buf *out, json_t *value, size_t flags);

/* Returns a diagnostic, and the counts of the run, as the contract of `--output json` has them (design.md section 7).
 */
json_t *json_value_diag(struct arena *scratch, const struct outcome *outcome, const struct diag *diag);
json_t *json_value_summary(const struct outcome *outcome);

#endif
