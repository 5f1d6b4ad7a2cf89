#ifndef SAMGEN_SUGGEST_H
#define SAMGEN_SUGGEST_H

/* The part of libsamgen's header about code: what the functions of a template need; <samgen/samgen.h> includes it. */

#include <samgen/samgen.h>

#ifdef __cplusplus
extern "C" {
#endif

enum samgen_suggest_form { SAMGEN_SUGGEST_TEXT, SAMGEN_SUGGEST_JSON, SAMGEN_SUGGEST_SPEC };

/*
 * Records of CloudTrail as a second kind of evidence, summed up. It lives until samgen_release. samgen_trail_take adds
 * the records of one file, unpacked: {"Records": [...]} as CloudTrail delivers it, a list of records, or one on each
 * line. SAMGEN_BAD_INPUT with a finding when it is none of these; the text is not used after the call.
 */
struct samgen_trail;
SAMGEN_EXPORT struct samgen_trail *samgen_trail_new(struct samgen *samgen);
SAMGEN_EXPORT enum samgen_status samgen_trail_take(struct samgen_trail *trail, const struct samgen_input *records,
                                                   struct samgen_result *result);

/* Which code is read. All zero is the default. */
struct samgen_suggest_settings {
    const char *function; /* only this function; NULL: all */
    const char *code;     /* a folder, from that of the template, that has the code of the function; or NULL */
    const char *region;   /* as in struct samgen_template_settings */
    const struct samgen_binding *bindings; /* the library copies them */
    size_t binding_count;
    const struct samgen_trail *trail; /* of the functions' roles, or NULL */
    bool apply;                       /* also make the change of the template that grants what is missing */
    bool no_kms;                      /* as in struct samgen_settings, for that change */
};

/* What was found. */
struct samgen_suggestion {
    bool lacks;                  /* a role lacks something that its code needs */
    bool wide;                   /* a role allows more than its code needs, or on more resources */
    bool unfixed;                /* something is missing for which no grant is known, so `change` does not have it */
    struct samgen_change change; /* with `apply` */
};

/*
 * Reads the code of the functions of a template, which are files beside it, and writes what their roles lack, what they
 * have beyond the code, and what is not known. With SAMGEN_SUGGEST_SPEC it writes a spec that grants each function
 * exactly what its code needs. Nothing of the code is run. Nothing outside the project is read, also through a symbolic
 * link: the project is the nearest folder above the template with a `.git`, else the folder that holds the template and
 * the code that it names. SAMGEN_BAD_INPUT for a template that SAM refuses. A library that was built without the
 * grammars reads no code.
 */
SAMGEN_EXPORT enum samgen_status samgen_suggest(struct samgen *samgen, const struct samgen_input *template,
                                                const struct samgen_suggest_settings *settings,
                                                enum samgen_suggest_form form, struct samgen_suggestion *suggestion,
                                                struct samgen_result *result);

#ifdef __cplusplus
}
#endif

#endif
