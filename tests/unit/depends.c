#include "base/file.h"
#include "sam/dependency.h"

#include <stdio.h>

/*
 * depends TEMPLATE: for each resource X and each function F of which X needs the function or its role, a line
 * "X F PATH...". Exit status 2 when samgen refuses the template.
 */

static void print_chain(struct sg_arena *a, const struct sg_dependencies *d, const struct sg_roles *roles,
                        const char *id, const char *function)
{
    struct sg_strings path = {0};
    const struct sg_role *role = sg_find_role(roles, function);
    if (!sg_depends_on(d, id, function, &path) && !(role && sg_depends_on(d, id, role->id, &path)))
        return;
    printf("%s %s %s\n", id, function, sg_join(a, &path, " "));
}

static int print_all(struct sg_arena *a, const struct sg_source *source)
{
    struct sg_findings findings = {.arena = a};
    struct sg_roles roles;
    const struct sg_template *t = sg_template_read(a, sg_catalog_new(a), source, "us-east-1", &findings);
    if (!t || !sg_build_roles(t, &roles))
        return 2;
    const struct sg_dependencies *d = sg_dependencies_of(t, &roles);
    for (size_t i = 0; i < t->count; i++)
        for (size_t f = 0; f < t->count; f++)
            if (sg_has_type(&t->resources[f], SG_FUNCTION_TYPE))
                print_chain(a, d, &roles, t->resources[i].id, t->resources[f].id);
    return 0;
}

#define TEMPLATE_MOST ((size_t)1024 * 1024)

int main(int argc, char **argv)
{
    struct sg_arena *a = sg_arena_new();
    struct sg_source source = {.name = argc == 2 ? argv[1] : ""};
    const char *error;
    int status = 2;
    if (argc != 2)
        fputs("usage: depends TEMPLATE\n", stderr);
    else if (!sg_read_file(a, argv[1], TEMPLATE_MOST, &source.bytes, &source.length, &error))
        fprintf(stderr, "%s: %s\n", argv[1], error);
    else
        status = print_all(a, &source);
    sg_arena_free(a);
    return status;
}
