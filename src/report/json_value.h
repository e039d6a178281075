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

/* Appends the value as text, on one line or indented with a line end after it, and releases it. */
void json_value_add(struct buf *out, json_t *value);
void json_value_write(struct buf *out, json_t *value);

/* Append an item of an array, and a member of an object, on a line of its own and release it: a report is written piece
 * by piece and never held as a tree. What stands before is an opening bracket or another item. A member without value
 * (NULL) gets it from the caller. */
void json_value_item(struct buf *out, json_t *value);
void json_value_member(struct buf *out, const char *key, json_t *value);

/* Return a diagnostic, the counts of the run and the program as the contract of `--output json` has them (design.md
 * section 7).
 */
json_t *json_value_diag(struct arena *scratch, const struct outcome *outcome, const struct diag *diag);
json_t *json_value_summary(const struct outcome *outcome);
json_t *json_value_tool(const char *version);

#endif
