#include "catalog/action_file_internal.h"

#include <stdint.h>

static bool read_source(struct sg_records *r)
{
    ((struct sg_action_index *)r->made)->source = sg_record_rest(r);
    return true;
}

static bool read_count(struct sg_records *r)
{
    struct sg_action_index *index = r->made;
    const char *services = sg_record_word(r), *actions = sg_record_word(r);
    return sg_record_number(r, services, SIZE_MAX, &index->services) &&
           sg_record_number(r, actions, SIZE_MAX, &index->actions);
}

static bool read_global_key(struct sg_records *r)
{
    struct sg_action_index *index = r->made;
    return sg_read_action_key(r, index->keys, &index->key_count);
}

static bool read_prefix_alias(struct sg_records *r)
{
    struct sg_action_index *index = r->made;
    return sg_read_action_alias(r, index->aliases, &index->alias_count);
}

static bool read_unknown(struct sg_records *r)
{
    return sg_record_fail(r, r->line, "no line begins so");
}

struct sg_action_index *sg_read_action_index(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f)
{
    static const struct sg_record records[] = {
        {".source", read_source},      {".count", read_count}, {".key", read_global_key},
        {".alias", read_prefix_alias}, {NULL, read_unknown},
    };
    struct sg_action_index *index = sg_new(a, struct sg_action_index);
    struct sg_records r = sg_records_new(a, source, f);
    r.made = index;
    index->source = "";
    index->keys = sg_new_array(a, struct sg_action_key, sg_count_records(source, ".key"));
    index->aliases = sg_new_array(a, struct sg_action_alias, sg_count_records(source, ".alias"));
    return sg_read_records(&r, records) ? index : NULL;
}
