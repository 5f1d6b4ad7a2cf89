#include "diagnose/box_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/principal_internal.h"

#include <string.h>

#define BOX_MOST 900 /* bytes of the fields before a reason */

/* The end of the word at `at`. */
static size_t word_end(const struct sg_plain *plain, size_t at)
{
    while (at < plain->length && !sg_diagnose_is_gap(plain->text[at]))
        at++;
    return at;
}

/* prefix:Name */
static bool is_action(const char *word)
{
    size_t prefix = strspn(word, SG_SMALL_LETTERS SG_DIGITS "-");
    const char *name = word + prefix + 1;
    return prefix && word[prefix] == ':' && *name >= 'A' && *name <= 'Z' && sg_is_made_of(name, SG_ALNUM);
}

void sg_diagnose_read_box(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                          struct sg_mention *mention)
{
    const char *principal = NULL, *action = NULL, *resource = NULL, *text = plain->text, *colon;
    size_t at = mention->start > BOX_MOST ? mention->start - BOX_MOST : 0, end;
    for (; at < mention->start && (colon = memchr(text + at, ':', mention->start - at)); at = end - 1) {
        at = sg_diagnose_skip_gaps(plain, (size_t)(colon - text) + 1);
        end = word_end(plain, at);
        if (!sg_diagnose_is_gap(colon[1]) || at >= mention->start) { /* it ends no label */
            end = (size_t)(colon - text) + 2;
            continue;
        }
        const char *word = sg_copy_bytes(a, text + at, end - at);
        bool arn = sg_starts_with(word, "arn:");
        if (is_action(word)) {
            action = word;
            resource = NULL;
        } else if (action && !resource && (arn || strcmp(word, "*") == 0)) {
            resource = word;
        } else if (arn) {
            principal = word;
        }
    }
    struct samgen_denial *shown = &mention->denial.shown;
    if (!action || (shown->action && strcmp(shown->action, action) != 0))
        return;
    shown->action = action;
    shown->resource = resource;
    shown->principal = principal;
    if (principal)
        shown->principal_kind = sg_diagnose_principal_kind(facts, principal);
}
