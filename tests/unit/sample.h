#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H

#include "world.h"

/* A value for an option: how a user writes it, and what it really is once the stack is up. */
struct sample {
    const struct sg_option *option;
    const char *written; /* NULL: a flag */
    const char *name;    /* the real name, without the character that the ARN form has already */
    const char *partition, *region, *account;
    const struct sg_arn_form *form;  /* it is of this other form of its kind */
    const struct sg_arn_form *maybe; /* or may be, for all that is known before the stack is up */
    bool whole;                      /* the name has the suffix that AWS appends */
    bool arn_alone;                  /* nothing but its ARN is known before the stack is up */
    bool implied;                    /* the option's default, which nobody writes */
};

/* The ways in which a value can be written; SHAPES counts them. */
#define SHAPES 16
const char *shape_name(size_t shape);

/*
 * A sample of an option in a shape, its things added to the world; false when values of its kind have no such shape.
 * Samples with different numbers have different names.
 */
bool make_sample(struct world *w, const struct sg_option *option, size_t shape, unsigned number, struct sample *sample);

/*
 * Gives what is written out as a name the region of the ARNs beside it, and a key their account; returns the region of
 * `none`.
 */
const char *share_region(struct sample *samples, size_t count);

bool is_flag(const struct sg_kind *kind);
bool is_free_text(const struct sg_kind *kind);

#endif
