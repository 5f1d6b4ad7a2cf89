#include "serve/spec_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "yaml/load.h"

/* A path as a URI: everything but letters, digits and a few signs is escaped. */
static const char *uri_of(struct sg_arena *a, const char *path)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add(&b, "file://");
    for (; *path; path++)
        if (sg_is_alnum(*path) || strchr("/-._~", *path))
            sg_add_char(&b, *path);
        else
            sg_add_format(&b, "%%%02X", (unsigned)(unsigned char)*path);
    return b.text;
}

static bool read_template(struct sg_session *s, const char *path, struct sg_own_template *own)
{
    struct sg_arena *a = sg_api_arena(s->samgen);
    struct samgen_input input;
    const char *error;
    for (const struct sg_document *d = s->documents.first; d; d = d->next) {
        if (strcmp(d->path, path) != 0)
            continue;
        *own = (struct sg_own_template){d->uri, d->good, d->good_text};
        return d->good != NULL;
    }
    if (samgen_read_file(s->samgen, path, &input, &error) != SAMGEN_OK)
        return false;
    struct sg_source *source = sg_new(a, struct sg_source);
    *source = (struct sg_source){.name = input.name, .bytes = input.bytes, .length = input.length};
    *own = (struct sg_own_template){.uri = uri_of(a, path),
                                    .root = sg_yaml_load(a, source, SG_ALIASES_RESOLVED, NULL),
                                    .text = {input.bytes, input.length, s->documents.utf8}};
    return own->root != NULL;
}

/* The key `template` of the function that the spot is in, or NULL. */
static const char *template_said(const struct sg_spot *spot, const struct sg_node *root)
{
    const struct sg_node *functions = sg_get(root, "functions");
    const struct sg_node *function = functions && functions->type == SG_LIST ? functions->first : NULL;
    if (spot->count < 2)
        return NULL;
    for (size_t i = spot->steps[1].index; function && i; i--)
        function = function->next;
    return sg_get_text(function, "template");
}

bool sg_template_of_spec(struct sg_session *s, const struct sg_document *spec, const struct sg_spot *spot,
                         const struct sg_node *root, struct sg_own_template *own)
{
    static const char *const usual[] = {"template.yaml", "template.yml", "template.json"};
    struct sg_arena *a = sg_api_arena(s->samgen);
    const char *slash = strrchr(spec->path, '/'), *said = template_said(spot, root);
    const char *folder = slash ? sg_copy_bytes(a, spec->path, (size_t)(slash + 1 - spec->path)) : "";
    if (said)
        return read_template(s, *said == '/' ? said : sg_concat(a, folder, said), own);
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (read_template(s, sg_concat(a, folder, usual[i]), own))
            return true;
    return false;
}
