/* Timing table: what --timing prints. For app/. */
#ifndef PLANLINT_TIMING_TABLE_H
#define PLANLINT_TIMING_TABLE_H

#include "options.h"

/* Writes the phases, and the rules that took longest, to standard error. */
void timing_table_write(const struct settings *settings, const struct rules *rules);

#endif
