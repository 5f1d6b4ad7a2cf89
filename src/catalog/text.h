#ifndef SG_CATALOG_TEXT_H
#define SG_CATALOG_TEXT_H

#include "base/list.h"
#include "yaml/tree.h"

/*
 * Texts with substitutions, in the notation of Fn::Sub: CloudFormation replaces ${Id}, ${Id.Attribute}
 * and ${AWS::Region}; ${!x} is the literal ${x}. ${=N} is variable N of the scope, an intrinsic that Fn::Sub can only
 * take by name. Texts are concatenated and become a YAML value at the end.
 */
#define SG_VALUE_MOST 2048 /* the longest ARN that IAM takes; no value is longer */
#define SG_VARIABLES_MOST 100000

/* A resource or parameter of the template that references are checked against. */
struct sg_name {
    const char *id;
    const char *type;                 /* of a resource; NULL for a parameter */
    const struct sg_node *properties; /* of a resource, or the parameter's own map */
};

struct sg_catalog;

struct sg_names {
    struct sg_name *items;
    size_t count;
    const struct sg_node *globals;  /* of SAM; NULL: none */
    const struct sg_source *source; /* of the template */
};

/* The context in which values are read and written. */
struct sg_scope {
    struct sg_arena *arena;
    struct sg_findings *findings;
    struct sg_catalog *catalog;   /* says which attributes resources have; NULL: that is taken on trust */
    const struct sg_names *names; /* NULL: without a template, references are not checked */
    const char *partition;        /* "aws", or "${AWS::Partition}" */
    bool partition_is_set;        /* the user said so; otherwise the ARNs of a call can */
    struct sg_node **variables;
    size_t variable_count, variable_capacity;
};

enum sg_literal {
    SG_NAME_TEXT,   /* the text between substitutions is kept */
    SG_FREE_TEXT,   /* '*', '?' and '$' in it are literal, so they are escaped for IAM: ${!*} */
    SG_POLICY_TEXT, /* as in a policy: kept */
};

/* Checks what the user wrote and converts it to a text. False after reporting: ${ without }, an unknown id ... */
bool sg_read_text(struct sg_scope *scope, struct sg_origin origin, const char *given, enum sg_literal literal,
                  const char **text);

/* Checks length, UTF-8 and control characters, which are the same for every kind of value. */
bool sg_check_characters(struct sg_scope *scope, struct sg_origin origin, const char *given);

/* Returns the end of the ${...} that starts here (after its brace), or NULL when it is never closed. */
const char *sg_substitution_end(const char *p);
bool sg_has_substitution(const char *text);

/* Adds "AWS::Region" and the other pseudo parameters that a text can contain. */
void sg_pseudo_parameters(struct sg_arena *a, struct sg_strings *names);

/* A text for variable `node`: "${=N}". */
const char *sg_variable(struct sg_scope *scope, struct sg_node *node);

/* The value CloudFormation needs: a plain scalar, !Ref, !GetAtt, !Sub, or an intrinsic itself. */
struct sg_node *sg_text_node(struct sg_scope *scope, const char *text);
/* A list with one such value for each text. */
struct sg_node *sg_text_nodes(struct sg_scope *scope, const struct sg_strings *texts);

/* Its words in CamelCase, letters and digits only, for a Sid: "incoming/new" gives "IncomingNew". */
const char *sg_camel_case(struct sg_arena *a, const char *text);

const struct sg_name *sg_find_name(const struct sg_names *names, const char *id);
/* Checks the text between ${ and }: Id, Id.Attribute or AWS::Something, known to the template if there is one. */
bool sg_check_substitution(struct sg_scope *scope, struct sg_origin origin, const char *name);

/* Reports an id that the template lacks, with the nearest it has. */
bool sg_check_id(struct sg_scope *scope, struct sg_origin origin, const char *id);

#endif
