#ifndef SG_LINT_LINT_H
#define SG_LINT_LINT_H

#include "catalog/caller.h"
#include "catalog/holder.h"
#include "catalog/rule.h"
#include "sam/dependency.h"
#include "sam/resolve.h"
#include "sam/role.h"
#include "yaml/edit.h"

/* Something in a template that its author would mend. */
struct sg_lint_finding {
    const struct sg_rule *rule;
    size_t start, end;    /* bytes of the file */
    const char *resource; /* the id it is about; NULL: the template as a whole */
    const char *path;     /* its place in the tree, set by sg_lint_use_filter; see sg_lint_path */
    const char *message;
    const struct sg_splice *fix; /* NULL: none is certain */
    struct sg_lint_finding *next;
};

struct sg_lint_documents;

/* A template on its way through the rules. */
struct sg_lint {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    const struct sg_rules *rules;
    const struct sg_holders_by_type *holders;
    const struct sg_callers *callers;
    const struct sg_source *source;
    const struct sg_node *root;         /* NULL: no YAML */
    const struct sg_template *template; /* intrinsics in long form; NULL: it cannot be read */
    bool is_whole;                      /* see sg_lint_is_whole */
    struct sg_roles roles;              /* as far as SAM would make them */
    struct sg_resolver resolver;        /* symbolic: see sg_resolver */
    struct sg_dependencies *dependencies;
    const struct sg_resource *resource;  /* the one that is being looked at, for the findings on it */
    struct sg_lint_documents *documents; /* see statement.h; NULL until they are first asked for */
    bool any_partition;                  /* the template has ${AWS::Partition} somewhere */
    struct sg_lint_finding *first, *last;
    size_t count, comparisons;
};

#define SG_LINT_FINDINGS_MOST 2000      /* of one file; further ones are not recorded */
#define SG_LINT_COMPARISONS_MOST 500000 /* of one file, by rules that set everything against everything */

/*
 * Looks at a template for everything that templates/rules.yaml names, in the order of the file. `lint->arena`, `catalog`
 * and `source` are set; all else is filled in. A text that is no SAM template has no findings. False after reporting to
 * `findings` what is wrong with the catalog.
 */
bool sg_lint_template(struct sg_lint *lint, struct sg_findings *findings);

/* Records a finding at a node (one that we made: at the resource); the message has the way out. */
struct sg_lint_finding *sg_lint_report(struct sg_lint *lint, const char *code, const struct sg_node *node,
                                       const char *format, ...) SG_PRINTF(4, 5);

/* Whether further findings are not recorded, so that nothing need be looked up for them. */
bool sg_lint_is_full(const struct sg_lint *lint);

/* Counts a comparison. False when there were so many that the rest is not looked at: no template that works has them. */
bool sg_lint_may_compare(struct sg_lint *lint);

/* A value as sg_action_on takes it, what is not known before deployment being SG_SOME_NAME or SG_SOME_PATH; or NULL. */
const char *sg_lint_text(struct sg_lint *lint, const struct sg_node *value);

/* A value as messages show it: as the author wrote it, on one line, cut if it is long. */
const char *sg_lint_shown(struct sg_lint *lint, const struct sg_node *value);

/* "; did you mean X?" for the end of a message; "" for NULL. A service prefix such as "sqs:" gets dots. */
const char *sg_lint_guess(struct sg_lint *lint, const char *near);

/* Whether nothing of it is known, such as an ARN that comes in by a parameter or an import. */
bool sg_lint_is_unknown(const char *text);

/* Calls for a value, each item of a list, and each branch of an Fn::If; not for AWS::NoValue. */
typedef void sg_lint_value_fn(struct sg_lint *lint, const struct sg_node *value, void *context);
void sg_lint_each(struct sg_lint *lint, const struct sg_node *value, sg_lint_value_fn *call, void *context);

#endif
