#include "catalog/description.h"

#include "base/text.h"

static const char beginning[] = "Grants permission to "; /* of nearly all: a '+' stands for it */

/* The line of a file that begins with the name and a blank, without these; or NULL. */
static const char *find_line(struct sg_arena *a, const struct sg_source *file, const char *name)
{
    size_t length = strlen(name);
    const char *p = file->bytes, *end = p + file->length;
    while (p < end) {
        const char *line_end = memchr(p, '\n', (size_t)(end - p));
        size_t line = line_end ? (size_t)(line_end - p) : (size_t)(end - p);
        if (line > length && p[length] == ' ' && memcmp(p, name, length) == 0)
            return sg_copy_bytes(a, p + length + 1, line - length - 1);
        p += line + 1;
    }
    return NULL;
}

/* The file of a service, read once; or NULL. */
static const struct sg_source *file_of(struct sg_catalog *c, const struct sg_actions *service)
{
    const char *name = sg_format(sg_catalog_arena(c), "descriptions/%s.txt", service->prefix);
    struct sg_source *file = sg_new(sg_catalog_arena(c), struct sg_source);
    if (!sg_catalog_read(c, name, file))
        *file = (struct sg_source){.name = name, .bytes = ""};
    return sg_catalog_keep_pair(c, service, beginning, file);
}

const char *sg_action_description(struct sg_arena *a, struct sg_catalog *c, const struct sg_action *action)
{
    const struct sg_source *file = sg_catalog_kept_pair(c, action->service, beginning);
    const char *line = find_line(a, file ? file : file_of(c, action->service), action->name);
    return line && sg_starts_with(line, "+ ") ? sg_concat(a, beginning, line + 2) : line;
}
