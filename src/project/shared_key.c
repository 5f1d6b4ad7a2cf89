#include "project/project_internal.h"

#include <string.h>

/* The value of --kms-key; NULL: it is not given as a text. */
static const char *key_of(const struct sg_asked_grant *grant)
{
    for (size_t i = 0; i < grant->count; i++)
        if (strcmp(grant->options[i].name, SG_KEY_OPTION) == 0)
            return grant->options[i].text;
    return NULL;
}

static const struct sg_kind *kind_of(struct sg_project *p, const struct sg_asked_grant *grant, const char *option)
{
    const struct sg_grant *known = sg_find_grant(p->catalog, grant->name, NULL);
    const struct sg_option *found = known ? sg_find_option(known, option) : NULL;
    return found ? found->kind : NULL;
}

/* Returns whether the grant is for this value of an encrypted resource. */
static bool names(struct sg_project *p, const struct sg_asked_grant *grant, const char *text)
{
    for (size_t i = 0; i < grant->count; i++) {
        const struct sg_kind *kind = kind_of(p, grant, grant->options[i].name);
        if (kind && kind->key && sg_same_text(grant->options[i].text, text))
            return true;
    }
    return false;
}

/* The key with which another grant encrypts the resource of an option, or NULL. */
static const char *key_beside(struct sg_project *p, const struct sg_asked_grant *grant, const char *text)
{
    const struct sg_asked *asked = &p->request->asked;
    bool mine = text && names(p, grant, text);
    for (size_t i = 0; mine && i < asked->count; i++) {
        const char *key = key_of(&asked->grants[i]);
        if (key && names(p, &asked->grants[i], text))
            return key;
    }
    return NULL;
}

static void add_key(struct sg_project *p, struct sg_asked_grant *grant, const char *text, const char *key)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_asked_option *options = sg_new_array(a, struct sg_asked_option, grant->count + 1);
    memcpy(options, grant->options, grant->count * sizeof *options);
    options[grant->count++] = (struct sg_asked_option){.name = SG_KEY_OPTION, .text = key, .origin = grant->origin};
    grant->options = options;
    sg_report(p->scope->findings, SAMGEN_NOTE, (struct sg_origin){.subject = grant->name},
              "%s is encrypted with %s, so the grant has permissions on it; --no-kms leaves them out", text, key);
}

void sg_project_share_keys(struct sg_project *p)
{
    const struct sg_asked *asked = &p->request->asked;
    for (size_t i = 0; i < asked->count; i++) {
        struct sg_asked_grant *grant = &asked->grants[i];
        const struct sg_grant *known = sg_find_grant(p->catalog, grant->name, NULL);
        for (size_t j = 0; known && known->kms && !key_of(grant) && j < grant->count; j++) {
            const char *text = grant->options[j].text, *key = key_beside(p, grant, text);
            if (key)
                add_key(p, grant, text, key);
        }
    }
}
