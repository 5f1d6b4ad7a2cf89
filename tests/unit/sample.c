#include "sample.h"

#include "base/buffer.h"
#include "catalog/pattern.h"
#include "support.h"
#include "value/name.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

#define ELSEWHERE_REGION "eu-west-1"
#define ELSEWHERE_ACCOUNT "210987654321"
#define SECRET_ENDING "-AbCdEf"

static bool has_value(const struct sg_kind *kind, const char *how)
{
    return strcmp(kind->value ? kind->value : "name", how) == 0;
}

bool is_flag(const struct sg_kind *kind)
{
    return has_value(kind, "flag");
}

bool is_free_text(const struct sg_kind *kind)
{
    return has_value(kind, "text") || has_value(kind, "folder");
}

/* What shapes are made from: the kind's example, or another legal name for every number. */
struct maker {
    struct world *world;
    const struct sg_kind *kind;
    const char *name; /* legal, as written */
    struct sample *sample;
};

static const char *format_arn(const struct maker *m, const char *pattern, const char *name)
{
    const struct sg_parts parts = {
        .partition = m->sample->partition, .region = m->sample->region, .account = m->sample->account, .name = name};
    return sg_fill_pattern(m->world->arena, pattern, &parts);
}

static const char *without_drop(const struct maker *m, const char *name)
{
    return m->kind->drop && sg_starts_with(name, m->kind->drop) ? name + strlen(m->kind->drop) : name;
}

static const char *as_folder(const struct maker *m, const char *name)
{
    return has_value(m->kind, "folder") && !sg_ends_with(name, "/") ? sg_format(m->world->arena, "%s/", name) : name;
}

static bool write_name(const struct maker *m, const char *written, const char *real)
{
    m->sample->written = written;
    m->sample->name = as_folder(m, without_drop(m, real));
    return true;
}

static bool literal(const struct maker *m)
{
    return write_name(m, m->name, m->name);
}

/* A resource of the stack where the kind has one, else a parameter. Its real name may get what AWS appends. */
static const char *new_thing(const struct maker *m, bool resource, const char *name)
{
    struct world *w = m->world;
    const char *id = sg_format(w->arena, "Thing%zu", w->count);
    const char *real = resource && m->kind->suffix ? sg_format(w->arena, "%s" SECRET_ENDING, name) : name;
    const char *arn = m->kind->arn ? format_arn(m, m->kind->arn, without_drop(m, real)) : NULL;
    m->sample->whole = resource && m->kind->suffix;
    add_thing(w, (struct thing){.id = id, .kind = resource ? m->kind : NULL, .name = real, .arn = arn});
    return id;
}

/* Without an attribute that gives the name or the ARN, ${Id} can only be a parameter. */
static bool can_be_resource(const struct sg_kind *kind)
{
    for (size_t i = 0; i < kind->yields.count; i++)
        if (strcmp(kind->yields.items[i].gives, "url") != 0)
            return true;
    return false;
}

static bool reference(const struct maker *m)
{
    bool folder = has_value(m->kind, "folder"), resource = can_be_resource(m->kind);
    if (m->kind->choices.count)
        return false;
    const char *name = folder ? sg_copy_bytes(m->world->arena, m->name, strlen(m->name) - 1) : m->name;
    const char *id = new_thing(m, resource, name);
    return write_name(m, sg_format(m->world->arena, "${%s}", id), m->world->things[m->world->count - 1].name);
}

/* ${Id} of a name that has the kind's first character, or lacks it, unlike the example. */
static bool reference_turned(const struct maker *m)
{
    struct sg_arena *a = m->world->arena;
    if (!m->kind->drop || !m->kind->types.count)
        return false;
    bool has = sg_starts_with(m->name, m->kind->drop);
    const char *turned = has ? without_drop(m, m->name) : sg_format(a, "%s%s", m->kind->drop, m->name);
    return write_name(m, sg_format(a, "${%s}", new_thing(m, true, turned)), turned);
}

static bool literal_turned(const struct maker *m)
{
    if (!m->kind->drop)
        return false;
    bool has = sg_starts_with(m->name, m->kind->drop);
    return write_name(m, has ? without_drop(m, m->name) : sg_format(m->world->arena, "%s%s", m->kind->drop, m->name),
                      m->name);
}

static bool substitution(const struct maker *m)
{
    struct sg_arena *a = m->world->arena;
    if (m->kind->choices.count || m->kind->shape)
        return false;
    const char *slash = sg_ends_with(m->name, "/") ? "/" : "";
    int length = (int)(strlen(m->name) - strlen(slash));
    return write_name(m, sg_format(a, "%.*s${AWS::AccountId}%s", length, m->name, slash),
                      sg_format(a, "%.*s" ACCOUNT "%s", length, m->name, slash));
}

static bool arn_here(const struct maker *m)
{
    if (!m->kind->arn || is_free_text(m->kind))
        return false;
    const char *name = without_drop(m, m->name);
    return write_name(m, format_arn(m, m->kind->arn, name), name);
}

static bool arn_elsewhere(const struct maker *m)
{
    const char *own = sg_region_of_name(m->world->arena, m->kind, m->name);
    m->sample->region = own ? own : ELSEWHERE_REGION;
    m->sample->account = ELSEWHERE_ACCOUNT;
    return arn_here(m);
}

static bool whole_arn_elsewhere(const struct maker *m)
{
    struct maker whole = *m;
    if (!m->kind->suffix)
        return false;
    whole.name = sg_format(m->world->arena, "%s" SECRET_ENDING, m->name);
    m->sample->whole = true;
    return arn_elsewhere(&whole);
}

static const struct sg_arn_form *input_form(const struct sg_kind *kind, const struct sg_option *option)
{
    for (size_t i = 0; i < kind->others.count; i++)
        if (kind->others.items[i].input && kind->others.items[i].prefixes.count && kind->others.items[i].title &&
            !sg_strings_have(&option->refuses, kind->others.items[i].name))
            return &kind->others.items[i];
    return NULL;
}

static bool other_form(const struct maker *m)
{
    m->sample->form = input_form(m->kind, m->sample->option);
    if (!m->sample->form)
        return false;
    char *prefix = sg_copy(m->world->arena, m->sample->form->prefixes.items[0]);
    for (char *p = prefix; *p; p++)
        *p = *p == '?' ? 'a' : *p;
    const char *name = sg_concat(m->world->arena, prefix, without_drop(m, m->name));
    return write_name(m, name, name);
}

static bool other_form_arn(const struct maker *m)
{
    m->sample->region = ELSEWHERE_REGION;
    if (!other_form(m))
        return false;
    m->sample->written = format_arn(m, m->sample->form->arn, m->sample->name);
    return true;
}

static bool url(const struct maker *m)
{
    if (!m->kind->urls.count)
        return false;
    m->sample->account = ELSEWHERE_ACCOUNT;
    return write_name(m, format_arn(m, m->kind->urls.items[0], m->name), m->name);
}

static bool import_name(const struct maker *m)
{
    struct world *w = m->world;
    if (m->kind->choices.count || is_free_text(m->kind))
        return false;
    const char *export = sg_format(w->arena, "export%zu", w->count);
    add_thing(w, (struct thing){.id = export, .name = m->name});
    return write_name(m, sg_format(w->arena, "!ImportValue %s", export), m->name);
}

static bool import_arn(const struct maker *m)
{
    struct world *w = m->world;
    if (!m->kind->arn || is_free_text(m->kind))
        return false;
    const char *export = sg_format(w->arena, "export%zuArn", w->count);
    const char *real = m->kind->suffix ? sg_format(w->arena, "%s" SECRET_ENDING, m->name) : without_drop(m, m->name);
    add_thing(w, (struct thing){.id = export, .name = format_arn(m, m->kind->arn, real)});
    m->sample->whole = m->kind->suffix != NULL;
    m->sample->arn_alone = true;
    return write_name(m, sg_format(w->arena, "!ImportValue %s", export), real);
}

static bool attribute_arn(const struct maker *m)
{
    for (size_t i = 0; i < m->kind->yields.count; i++) {
        const struct sg_yield *yield = &m->kind->yields.items[i];
        if (strcmp(yield->gives, "arn") != 0 || strcmp(yield->attribute, "Ref") == 0)
            continue;
        const char *id = new_thing(m, true, m->name);
        m->sample->arn_alone = true;
        return write_name(m, sg_format(m->world->arena, "!GetAtt %s.%s", id, yield->attribute),
                          m->world->things[m->world->count - 1].name);
    }
    return false;
}

static bool raw_prefix(const struct maker *m)
{
    const char *name = sg_copy_bytes(m->world->arena, m->name, strlen(m->name) - 1);
    if (!has_value(m->kind, "folder"))
        return false;
    m->sample->written = sg_format(m->world->arena, "%s*", name);
    m->sample->name = name;
    return true;
}

static bool wild_text(const struct maker *m)
{
    const char *name = sg_format(m->world->arena, "a*b?c$d%s", m->name);
    return is_free_text(m->kind) && write_name(m, name, name);
}

static const struct {
    const char *name;
    bool (*make)(const struct maker *);
} shapes[SHAPES] = {
    {"literal", literal},
    {"reference", reference},
    {"reference, first character turned", reference_turned},
    {"literal, first character turned", literal_turned},
    {"substitution", substitution},
    {"ARN here", arn_here},
    {"ARN elsewhere", arn_elsewhere},
    {"whole ARN elsewhere", whole_arn_elsewhere},
    {"other form", other_form},
    {"ARN of the other form", other_form_arn},
    {"URL", url},
    {"imported name", import_name},
    {"imported ARN", import_arn},
    {"attribute that is the ARN", attribute_arn},
    {"raw prefix", raw_prefix},
    {"text with wildcards", wild_text},
};

const char *shape_name(size_t shape)
{
    return shapes[shape].name;
}

static bool has_shape(const struct sg_kind *kind, const char *name)
{
    regex_t shape;
    if (!kind->shape)
        return true;
    assert_int_equal(regcomp(&shape, kind->shape, REG_EXTENDED | REG_NOSUB), 0);
    bool found = regexec(&shape, name, 0, NULL, 0) == 0;
    regfree(&shape);
    return found;
}

/* The example with the last letter or digit changed that the shape lets change; hexadecimal digits stay such. */
static const char *another(struct sg_arena *a, const struct sg_kind *kind, unsigned number)
{
    for (size_t i = strlen(kind->example); number && i-- > 0;) {
        char *name = sg_copy(a, kind->example), c = name[i];
        if (!isalnum((unsigned char)c))
            continue;
        name[i] = (char)(strchr("9fzFZ", c) ? c - 1 : c + 1);
        if (has_shape(kind, name))
            return name;
    }
    return kind->example;
}

bool make_sample(struct world *w, const struct sg_option *option, size_t shape, unsigned number, struct sample *sample)
{
    const struct sg_kind *kind = option->kind;
    *sample = (struct sample){.option = option, .partition = PARTITION, .region = REGION, .account = ACCOUNT};
    if (is_flag(kind))
        return shape == 0;
    char *plain = sg_copy(w->arena, another(w->arena, kind, number)); /* of a pattern, one text that it matches */
    for (char *p = plain; has_value(kind, "policy") && *p; p++)
        *p = *p == '*' ? 'x' : *p;
    const struct maker m = {.world = w, .kind = kind, .name = plain, .sample = sample};
    if (!shapes[shape].make(&m))
        return false;
    for (size_t i = 0; strchr("$!", *sample->written) && i < kind->others.count; i++)
        if (kind->others.items[i].maybe)
            sample->maybe = &kind->others.items[i];
    return true;
}

static bool says_region(const struct sample *s)
{
    return s->written && (sg_starts_with(s->written, "arn:") || strstr(s->written, "://")) && s->option->kind->arn &&
           strstr(s->option->kind->arn, "{region}");
}

static bool is_key(const struct sample *s)
{
    return strcmp(s->option->name, "kms-key") == 0;
}

/* The only region that samples of other options say; NULL: none or several. */
static const struct sample *only_region(const struct sample *samples, size_t count, const struct sg_option *except)
{
    const struct sample *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (samples[i].option == except || is_key(&samples[i]) || !says_region(&samples[i]))
            continue;
        if (found && strcmp(found->region, samples[i].region) != 0)
            return NULL;
        found = &samples[i];
    }
    return found;
}

const char *share_region(struct sample *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct sample *s = &samples[i];
        const struct sample *from = only_region(samples, count, s->option);
        bool plain = s->written && !strchr(s->written, '$') && *s->written != '!';
        if (!from || !plain || says_region(s) || !s->option->kind->arn || !strstr(s->option->kind->arn, "{region}"))
            continue;
        s->region = from->region;
        if (is_key(s))
            s->account = from->account;
    }
    const struct sample *all = only_region(samples, count, NULL);
    return all ? all->region : REGION;
}
