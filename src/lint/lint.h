#ifndef SG_LINT_LINT_H
#define SG_LINT_LINT_H

#include "catalog/caller.h"
#include "catalog/holder.h"
#include "catalog/needs.h"
#include "catalog/rule.h"
#include "catalog/target.h"
#include "sam/dependency.h"
#include "sam/resolve.h"
#include "sam/role.h"
#include "yaml/edit.h"

#include <samgen/samgen.h>

/* The codes of the rules: SG101 ... */
enum sg_lint_rule {
#define CHECK(name)
#define RULE(code) code,
#include "lint/rules.def"
#undef CHECK
#undef RULE
};

/* Grants of which one is probably missing in the role of `to`, a function or a state machine. */
struct sg_lint_offer {
    const char *to;
    const char *const *grants;
    size_t count;
    const struct sg_kind *kind; /* of the resource `id`, which an option of each grant names */
    const char *id;
};

/* Something in a template that its author would mend. */
struct sg_lint_finding {
    const struct sg_rule *rule;
    bool milder;          /* less severe than the rule by a step: it may be right */
    bool certain;         /* a warning, though the rule gives information: the code shows that it is wrong */
    size_t start, end;    /* bytes of the file */
    const char *resource; /* the id of the resource; NULL: it is about the template as a whole */
    const char *path;     /* its place in the tree, set by sg_lint_use_filter; see sg_lint_path */
    const char *message;
    const struct sg_splice *fix;       /* NULL: no certain fix is known */
    const struct sg_lint_offer *offer; /* what could be granted, or NULL */
    struct sg_lint_finding *same;      /* findings that this one stands for: see sg_lint_use_filter */
    struct sg_lint_finding *next;
};

struct sg_lint;

/* The severity of the rule, unless the finding is milder or certain. */
enum samgen_severity sg_lint_severity(const struct sg_lint_finding *finding);

/* What the code of a function needs on a resource. */
struct sg_lint_code_use {
    struct sg_strings actions;
    const char *place; /* of the first call: "src/app.py:12" */
    bool all;          /* it is certain that the code needs nothing more on it */
};

/* Reads the code of the function. All zero: nothing is known of it. */
typedef struct sg_lint_code_use sg_lint_read_code(struct sg_lint *lint, const struct sg_resource *function,
                                                  const struct sg_resource *resource, const char *service);

struct sg_lint_document;
struct sg_lint_documents;
struct sg_lint_users;
struct sg_lint_shared;
struct sg_lint_type;
struct sg_lint_policies;

/* A template while it is checked. */
struct sg_lint {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    const struct sg_rules *rules;
    const struct sg_holders_by_type *holders;
    const struct sg_callers *callers;
    const struct sg_targets *targets;
    const struct sg_needs *needs;
    const struct sg_source *source;
    const struct sg_node *root;         /* NULL: it is not YAML */
    enum samgen_lint_kind kind;         /* of the root; OTHER when there is none */
    const struct sg_template *template; /* intrinsics in long form; NULL: it cannot be read */
    bool is_whole;                      /* see sg_lint_is_whole */
    const struct sg_lint_type **types;  /* of its resources, see sg_lint_type_of */
    struct sg_lint_policies *policies;  /* of its resources, see sg_lint_policies_of */
    struct sg_roles roles;              /* as far as SAM would make them */
    struct sg_resolver resolver;        /* symbolic: see sg_resolver */
    struct sg_dependencies *dependencies;
    const struct sg_resource *resource;  /* the one that is checked, to which findings belong */
    struct sg_lint_documents *documents; /* see sg_lint_next_document */
    struct sg_lint_users *users;         /* see sg_lint_next_user */
    struct sg_lint_shared *shared;       /* see access.c */
    struct sg_map uses;                  /* see rules/action_resource.c */
    const struct sg_edit *writing;       /* how the file is written, see fix_role.c; NULL until needed */
    const struct sg_node *written;       /* the tree as it is written; the same */
    struct sg_lint_finding *first, *last;
    size_t count, comparisons;
    sg_lint_read_code *read_code; /* NULL: the code is not at hand */
    struct sg_lint_code *code;    /* what it keeps */
    bool no_fixes;                /* nobody wants the fixes */
};

#define SG_LINT_FINDINGS_MOST 2000      /* in a file; further findings are not recorded */
#define SG_LINT_COMPARISONS_MOST 500000 /* in a file, by rules that compare everything with everything */

/*
 * Checks a template for the rules of templates/rules.yaml; the findings are in the order of the file. The caller sets
 * `arena`, `catalog`, `source` and perhaps `read_code` and `no_fixes` of a struct that is otherwise zero. Returns false
 * after reporting a faulty catalog to `findings`.
 */
bool sg_lint_template(struct sg_lint *lint, struct sg_findings *findings);

/*
 * Records a finding at a node; for a node that we made, at its resource. The message says what is wrong, then what to
 * write instead. A rule that the user's catalog leaves out is not recorded.
 */
struct sg_lint_finding *sg_lint_report(struct sg_lint *lint, enum sg_lint_rule code, const struct sg_node *node,
                                       const char *format, ...) SG_PRINTF(4, 5);

/* Says that `grants` on a resource of the kind may be missing in the role of `to`. */
void sg_lint_offer(struct sg_lint *lint, struct sg_lint_finding *finding, const char *to, const struct sg_kind *kind,
                   const struct sg_strings *grants, const char *id);

/* Returns whether further findings are not recorded, so that a costly message is wasted work. */
bool sg_lint_is_full(const struct sg_lint *lint);

/* Counts a comparison. Returns false beyond the limit; then the rest of the file is not compared. */
bool sg_lint_may_compare(struct sg_lint *lint);

/*
 * A loop over the resources of the template; it begins with NULL. The findings that are reported in it are about the
 * resource.
 */
const struct sg_resource *sg_lint_next_resource(struct sg_lint *lint, const struct sg_resource *resource);

/* Looks for the Policies in the template that has been read. */
void sg_lint_find_policies(struct sg_lint *lint);

/* The Policies of a function or state machine whose role SAM makes, because it has no Role; else NULL. */
const struct sg_node *sg_lint_policies_of(const struct sg_lint *lint, const struct sg_resource *resource);

/* The Policies of a function or state machine, unless SAM ignores them because of its Role; else NULL. */
const struct sg_node *sg_lint_entries_of(const struct sg_lint *lint, const struct sg_resource *resource);

/* A value as text for sg_action_on, with SG_SOME_NAME or SG_SOME_PATH for unknown parts; NULL: it is not a text. */
const char *sg_lint_text(struct sg_lint *lint, const struct sg_node *value);

/* A value as messages show it: as the author wrote it, on one line, cut if it is long. */
const char *sg_lint_shown(struct sg_lint *lint, const struct sg_node *value);

/* "; did you mean X?" for the end of a message; "" for NULL. A service prefix such as "sqs:" gets dots. */
const char *sg_lint_guess(struct sg_lint *lint, const char *near);

/* Returns whether no part of a text is known, such as an ARN from a parameter or an import. */
bool sg_lint_is_unknown(const char *text);

#endif
