#ifndef SG_DIAGNOSE_READER_H
#define SG_DIAGNOSE_READER_H

#include "diagnose/denial.h"

/*
 * Reads a text of any length piece by piece, in memory that does not grow with it, and keeps each different denial once.
 * Beyond SAMGEN_DENIALS_MOST different ones further ones are only counted.
 */
struct sg_denial_reader;

/* Memory comes from `a`, to which the denials belong too. */
struct sg_denial_reader *sg_diagnose_reader_new(struct sg_arena *a, const struct sg_denial_facts *facts);

/* The next piece of the text. */
void sg_diagnose_reader_take(struct sg_denial_reader *reader, const char *bytes, size_t length);

/* Ends the text. The denials, judged, in the order in which they first stand there; `*unkept` is how many more there were. */
const struct sg_denial *sg_diagnose_reader_end(struct sg_denial_reader *reader, size_t *count, size_t *unkept);

#endif
