/* Small parts: settings, comments and core properties. For wml.c and flat.c only. */
#ifndef PLANLINT_WML_PARTS_H
#define PLANLINT_WML_PARTS_H

#include "steps.h"
#include "wml_walk.h"

/* What is read of them; set `walk`, `arena` and `source`, and zero `stepper` before each part. */
struct small_parts {
    struct walk *walk; /* takes the facts */
    struct arena *arena;
    struct source *source;
    struct stepper stepper;
    struct buf text; /* of the property being read */
    size_t comments;
    struct buf comment; /* the one being read */
    struct str comment_id, comment_author, comment_date;
    struct str title, subject;
};

/* The handler that fills `struct small_parts *` from any of the three, by their root elements. */
extern const struct xml_handler small_parts_handler;

#endif
