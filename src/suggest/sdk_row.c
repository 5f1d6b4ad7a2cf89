#include "suggest/sdk_internal.h"

/* ---- Names ---- */

/* A star stands for one or more characters of one part of a name. */
static bool fits(struct sg_arena *a, const char *pattern, const char *name, const char *stars[SG_STARS_MOST], int star)
{
    for (; *pattern && *pattern != '*'; pattern++, name++)
        if (*pattern != *name)
            return false;
    if (!*pattern)
        return !*name;
    for (size_t length = 1; name[length - 1] && !strchr("./()", name[length - 1]); length++) {
        if (!fits(a, pattern + 1, name + length, stars, star + 1))
            continue;
        if (star < SG_STARS_MOST)
            stars[star] = sg_copy_bytes(a, name, length);
        return true;
    }
    return false;
}

static void index_rows(struct sg_flow *w)
{
    for (size_t i = 0; i < w->names->count; i++)
        for (size_t j = 0; j < w->names->items[i].count; j++)
            *sg_map_at(w->arena, &w->name_rows, w->names->items[i].items[j].name) = &w->names->items[i].items[j];
}

static struct sg_code_row *row_by_pattern(struct sg_flow *w, const char *name, const char *stars[SG_STARS_MOST])
{
    for (size_t i = 0; i < w->names->count; i++)
        for (size_t j = 0; j < w->names->items[i].count; j++) {
            struct sg_code_row *row = &w->names->items[i].items[j];
            if (strchr(row->name, '*') && fits(w->arena, row->name, name, stars, 0))
                return row;
        }
    return NULL;
}

/* What a name does; NULL when no row has it. The first pattern that fits counts, after the names without one. */
const struct sg_code_row *sg_sdk_row(struct sg_flow *w, const char *name)
{
    const char *stars[SG_STARS_MOST];
    if (!w->names)
        return NULL;
    if (!w->name_rows.count)
        index_rows(w);
    void **row = sg_map_at(w->arena, &w->name_rows, name);
    if (!*row) {
        struct sg_code_row *found = row_by_pattern(w, name, stars);
        *row = found ? found : &w->no_row;
    }
    return *row == &w->no_row ? NULL : *row;
}

/* The same, with what the stars stand for. */
const struct sg_code_row *sg_sdk_row_of(struct sg_flow *w, const char *name, const char *stars[SG_STARS_MOST])
{
    const struct sg_code_row *row = sg_sdk_row(w, name);
    stars[0] = stars[1] = NULL;
    if (row && strchr(row->name, '*'))
        fits(w->arena, row->name, name, stars, 0);
    return row;
}

static bool begins_a_row(const struct sg_flow *w, const char *name)
{
    for (size_t i = 0; i < w->names->count; i++)
        for (size_t j = 0; j < w->names->items[i].count; j++)
            if (sg_starts_with(w->names->items[i].items[j].name, name))
                return true;
    return false;
}

/*
 * What a library's own value is called: "boto3.session.Session()". A name that no row begins with needs not be told
 * from others, and could grow without end.
 */
const struct sg_thing *sg_sdk_named(struct sg_flow *w, const char *name)
{
    if (strlen(name) < SG_PATH_MOST && !strstr(name, "()"))
        return sg_flow_text(w, SG_THING_EXTERNAL, name);
    void **called = sg_map_at(w->arena, &w->called_names, name);
    if (!*called)
        *called = sg_copy(w->arena, begins_a_row(w, name) ? name : SG_OTHER_NAME);
    return sg_flow_text(w, SG_THING_EXTERNAL, *called);
}

bool sg_sdk_does(struct sg_flow *w, const char *name, const char *what)
{
    const struct sg_code_row *row = sg_sdk_row(w, name);
    return row && strcmp(row->does, what) == 0;
}

/* ---- Libraries ---- */

/* "boto3" of "boto3.dynamodb.conditions"; "@aws-sdk/client-s3" of "@aws-sdk/client-s3/dist"; "lodash" of "lodash/fp" */
static const char *package_of(struct sg_arena *a, const char *name, bool script)
{
    size_t length = script ? sg_length_before(name, '/') : sg_length_before(name, '.');
    if (script && *name == '@' && name[length])
        length += 1 + sg_length_before(name + length + 1, '/');
    return sg_copy_bytes(a, name, length);
}

static bool is_named(const struct sg_library *library, const char *package)
{
    for (size_t i = 0; i < library->names.count; i++) {
        const char *name = library->names.items[i];
        size_t length = strlen(name);
        if (strcmp(name, package) == 0 || (strchr("/_", name[length - 1]) && strncmp(name, package, length) == 0))
            return true;
    }
    return false;
}

static const struct sg_library *find_library(struct sg_catalog *c, const char *package, bool script,
                                             struct sg_findings *f)
{
    const struct sg_libraries *all = sg_libraries(c, script ? "javascript" : "python", f);
    for (size_t i = 0; all && i < all->count; i++)
        if (is_named(&all->items[i], package))
            return &all->items[i];
    return NULL;
}

bool sg_sdk_is_external(struct sg_arena *a, struct sg_catalog *c, const char *module, bool script,
                        struct sg_findings *f)
{
    const struct sg_library *library = find_library(c, package_of(a, module, script), script, f);
    return library && library->external;
}

/* Notes what is not known of a library that the code imports. Returns the name that the rows use for the module. */
const char *sg_sdk_library(struct sg_flow *w, const char *name, bool script)
{
    static const char scheme[] = "node:";
    if (script && sg_starts_with(name, scheme))
        name += strlen(scheme);
    const char *package = package_of(w->arena, name, script);
    if (!sg_set_add(w->arena, &w->libraries, sg_concat(w->arena, script ? "js " : "py ", package)))
        return name;
    const struct sg_library *library = find_library(w->catalog, package, script, w->findings);
    const char *effect = library ? library->effect : "its code is not read";
    if (effect) {
        sg_push_once(w->result, &w->facts->not_read, sg_format(w->result, "%s (%s)", package, effect));
        w->facts->complete = false;
    }
    return name;
}
