#ifndef SG_CATALOG_TRANSLATION_H
#define SG_CATALOG_TRANSLATION_H

#include "catalog/catalog.h"

/*
 * Texts of help and of rules in another language, in templates/ja/. The English text itself is the key, so a text that
 * is changed in English is shown in English until somebody reviews its translation.
 */
struct sg_translation {
    const char *en, *ja;
};

struct sg_translations {
    struct sg_translation *items;
    size_t count;
};

/* The files of a language, such as "ja", ended by NULL; NULL itself for a language that the catalog does not have. */
const char *const *sg_translation_files(const char *language);

/* The same words; where a line ends does not matter. */
bool sg_same_words(const char *a, const char *b);

/* NULL after reporting faults of the file. */
const struct sg_translations *sg_translations(struct sg_catalog *c, const char *file, struct sg_findings *f);

/* The text in that language, or `english` itself where no file has it. */
const char *sg_translate(struct sg_catalog *c, const char *language, const char *english);

#endif
