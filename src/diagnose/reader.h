#ifndef SG_DIAGNOSE_READER_H
#define SG_DIAGNOSE_READER_H

#include "diagnose/denial.h"

/*
 * Reads a text of any length piece by piece, in memory that does not grow with it, and keeps each different denial
 * once, at most SAMGEN_DENIALS_MOST of them; more are only counted.
 */
struct sg_denial_reader;

/* The denials live in `a`. */
struct sg_denial_reader *sg_diagnose_reader_new(struct sg_arena *a, const struct sg_denial_facts *facts);

/* Reads the next piece of the text. */
void sg_diagnose_reader_take(struct sg_denial_reader *reader, const char *bytes, size_t length);

/* Ends the text. Returns the denials with their places, in the order of the text; `*unkept` counts those not kept. */
const struct sg_denial *sg_diagnose_reader_end(struct sg_denial_reader *reader, size_t *count, size_t *unkept);

#endif
