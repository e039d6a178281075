/* Outline: paragraphs of a word processing document -> plan tree (notes on rules, section 5; design.md section 5
 * "Outline"). For read/. Evidence in this order, and it is recorded: planlint content control or bookmark; outline
 * level or style; computed number; typed number or bullet glyph; bold one-line paragraph, only in a document without
 * any real heading. */
#ifndef PLANLINT_OUTLINE_H
#define PLANLINT_OUTLINE_H

#include "index.h"
#include "wml.h"

/* Builds the plan tree of a word processing document. The tree and what it refers to belong to the arena of the main
 * part; `arena` is for the time of building. Never fails: a document without structure becomes paragraphs. */
xmlDoc *outline_build(struct arena *arena, const struct wml_document *document, const struct profile *profile,
                      const struct plan_options *options);

#endif
