#ifndef SG_APPLY_APPLY_H
#define SG_APPLY_APPLY_H

#include "sam/role.h"
#include "apply/extend.h"
#include "grant/generate.h"

/* Grants on their way into a template. */
struct sg_application {
    struct sg_scope *scope; /* its findings are the template's; its names those of the template */
    struct sg_catalog *catalog;
    const struct sg_template *template;
    struct sg_node *root; /* of the template as it is written; it is changed */
    const struct sg_roles *roles;
    const struct sg_settings *settings;
};

/*
 * Writes what each function asks for into its Policies. What its role allows already, or SAM adds by itself, is left out
 * and said. The edit has no splices when nothing is to be changed; `made` is the text then too. A new text is read again
 * and must give the old tree with exactly the new entries, and a template that SAM takes. False after reporting.
 */
bool sg_apply_grants(const struct sg_application *application, const struct sg_asked *asked, size_t count,
                     struct sg_edit *edit, struct sg_source *made);

#endif
