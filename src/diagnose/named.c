#include "diagnose/named_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "diagnose/event_internal.h"
#include "diagnose/phrase_internal.h"
#include "iam/arn.h"

#include <string.h>

#define LINE_MOST 300 /* bytes of the line before a mention */

/* Returns whether the operation of the ARN's service works on what the ARN names. */
static bool works_on(struct sg_arena *a, const struct sg_denial_facts *facts, const char *operation, const char *arn)
{
    const char *service = sg_arn_part(a, arn, SG_ARN_PART_SERVICE);
    const char *name = service && *service ? sg_diagnose_action_of(a, facts, service, operation) : NULL;
    const struct sg_action *action = name ? sg_find_action(facts->catalog, name, NULL) : NULL;
    return action && sg_action_on(action, arn) == SG_RESOURCE_FITS;
}

void sg_diagnose_read_named(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            struct sg_mention *mention)
{
    struct samgen_denial *shown = &mention->denial.shown;
    const char *only = NULL;
    struct sg_found found;
    size_t from = mention->start;
    if (!shown->operation || shown->resource || shown->action || shown->event_action)
        return;
    while (from && mention->start - from < LINE_MOST && plain->text[from - 1] != '\n')
        from--;
    for (size_t at; sg_diagnose_find_piece("arn:", plain, from, mention->start, &at); from = at + 1) {
        if (!sg_diagnose_phrase_at("{arn}", plain, at, &found))
            continue;
        const char *arn = sg_diagnose_captured(a, plain, &found, "arn");
        if (!arn || !works_on(a, facts, shown->operation, arn) || sg_same_text(arn, only))
            continue;
        if (only) /* which of them is denied is not said */
            return;
        only = arn;
    }
    shown->resource = only;
}
