#ifndef SG_APPLY_APPLY_H
#define SG_APPLY_APPLY_H

#include "sam/role.h"
#include "apply/extend.h"
#include "grant/generate.h"

/* Where grants are written, and how. */
struct sg_application {
    struct sg_scope *scope; /* with the findings and the names of the template */
    struct sg_catalog *catalog;
    const struct sg_template *template;
    struct sg_node *root; /* the tree of the template as it is written; changed by sg_apply_grants */
    const struct sg_roles *roles;
    const struct sg_settings *settings;
};

/*
 * Writes what each function asks into its Policies. What its role already allows, or what SAM adds itself, is left out
 * with a note. Reads the new text again: it must be the old tree with exactly the new entries, and SAM must accept it.
 * If nothing changes, the edit has no splices and `made` is the old text. False after reporting.
 */
bool sg_apply_grants(const struct sg_application *application, const struct sg_asked *asked, size_t count,
                     struct sg_edit *edit, struct sg_source *made);

#endif
