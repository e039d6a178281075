/* Lock: what goals said when the activities that serve them were looked at last (notes on rules, section 6). A file
 * beside the project file or the documents, namespace urn:planlint:lock:1, schemas/lock.xsd; never in a Word file.
 * For rule/ and the floors above. */
#ifndef PLANLINT_LOCK_H
#define PLANLINT_LOCK_H

#include "buf.h"
#include "diag.h"
#include "index.h"
#include "limit.h"

#define LOCK_FILE "planlint.lock"

/* An activity serves a goal whose words were these. */
struct lock_pin {
    struct str document;    /* path of the activity plan from the folder of the lock */
    struct str goal;        /* id */
    struct str activity;    /* fingerprint of the activity's text */
    struct str fingerprint; /* of the goal's heading and body */
    struct str text;        /* of the activity, for readers */
};

struct lock {
    struct source *source;
    struct lock_pin *pins;
    size_t count;
    struct map *by_link; /* document, activity and goal -> pin */
};

/* Reads a lock. Returns NULL after fatal diagnostics. */
struct lock *lock_load(struct arena *arena, struct source *source, const struct limits *limits,
                       struct diag_list *diags);

/* Returns the pin of this link, or NULL. */
const struct lock_pin *lock_find(const struct lock *lock, struct arena *arena, const struct lock_pin *link);

/* Returns the pin that the link of an activity of `from` to a goal of `plan` has now, in the arena. Fingerprints do not
 * depend on white space, case and the form of hyphens. */
struct lock_pin lock_pin_now(struct arena *arena, struct str document, const struct plan *from, size_t activity,
                             const struct plan *plan, size_t goal);

/* Sorts pins by document, goal and activity, drops those given twice, and returns how many are left. */
size_t lock_sort(struct lock_pin *pins, size_t count);

/* Appends the file with these pins. */
void lock_write(struct buf *out, const struct lock_pin *pins, size_t count);

#endif
