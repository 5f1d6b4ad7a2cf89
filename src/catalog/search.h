#ifndef SG_CATALOG_SEARCH_H
#define SG_CATALOG_SEARCH_H

#include "catalog/catalog.h"

/*
 * Grants by what people call them: names, titles, synonyms (`words` in templates/grants/), IAM actions, and the
 * operations and clients of SDKs.
 */

struct sg_grants {
    const struct sg_grant **items;
    size_t count, capacity;
};

/* The grants that every word of a text matches, in the order of the catalog. NULL: all. */
void sg_search_grants(struct sg_arena *a, struct sg_catalog *c, const char *words, struct sg_grants *found,
                      struct sg_findings *f);

/* The sources of templates/places/invoke/ that every word of a text matches, by names, titles and synonyms. */
void sg_search_sources(struct sg_arena *a, struct sg_catalog *c, const char *words, struct sg_grants *found,
                       struct sg_findings *f);

/* Returns whether a name or title has every word of a text, in either case. NULL: true. */
bool sg_text_has_words(struct sg_arena *a, const char *text, const char *words);

/*
 * The actions that a text names, as an action ("sqs:SendMessage"), an operation ("PutItem", "put_item") or both
 * ("bedrock-runtime: Converse").
 */
void sg_actions_meant(struct sg_arena *a, struct sg_catalog *c, const char *text, struct sg_strings *actions,
                      struct sg_findings *f);

/* The actions of all services whose name has a word in it, at most `most`; none for a word of few letters. */
void sg_actions_with(struct sg_arena *a, struct sg_catalog *c, const char *word, size_t most,
                     struct sg_strings *actions);

/*
 * What an unknown name of a grant was meant for, the best first, at most SG_MEANT_MOST: grants of the service it names,
 * then those whose synonym it is, then the one spelled most like it. All grants of the service when the name is only
 * that. `*service` is the title of a service when the name is only that, when no grant of the service has such a verb,
 * or when the service has no grant.
 */
#define SG_MEANT_MOST 5
void sg_grants_meant(struct sg_arena *a, struct sg_catalog *c, const char *name, struct sg_grants *meant,
                     const char **service, struct sg_findings *f);

/* The options that an unknown one was meant for: by a part of the name, then a synonym, then spelling. */
void sg_options_meant(struct sg_arena *a, const struct sg_grant *grant, const char *name, struct sg_strings *meant);

/*
 * The other grant of the service that an unknown option asks for, as --phone of sns-publish asks for sns-sms; or NULL.
 */
const struct sg_grant *sg_grant_meant(struct sg_catalog *c, const struct sg_grant *grant, const char *option);

/* A grant that allows the action on "*" and needs no option: sns-sms for sns:Publish. NULL: none is known. */
const struct sg_grant *sg_grant_on_all(struct sg_catalog *c, const char *action);

/* The same, if no grant allows the action on a resource: vpc for ec2:CreateNetworkInterface. */
const struct sg_grant *sg_grant_only_on_all(struct sg_catalog *c, const char *action);

#endif
