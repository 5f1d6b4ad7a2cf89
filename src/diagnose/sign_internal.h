#ifndef SG_DIAGNOSE_SIGN_INTERNAL_H
#define SG_DIAGNOSE_SIGN_INTERNAL_H

#include "diagnose/denial.h"

/* The texts around denials that show who called, ready for searches. */
struct sg_signs;

struct sg_signs *sg_diagnose_signs_new(struct sg_arena *a, const struct sg_denial_facts *facts);

/* Whose log the text around a mention is. */
enum sg_who sg_diagnose_who_logs(struct sg_signs *signs, const struct sg_plain *plain,
                                 const struct sg_mention *mention);

#endif
