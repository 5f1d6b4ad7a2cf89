#include "catalog/data_source.h"

#include "catalog/catalog_internal.h"
#include "catalog/library.h"
#include "catalog/translation.h"

#include <string.h>

const struct sg_data_sources *sg_data_sources(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "sources.yaml", f);
}

const char *sg_data_date(struct sg_catalog *c, const char *data)
{
    const struct sg_data_sources *all = sg_data_sources(c, NULL);
    for (size_t i = 0; all && i < all->count; i++)
        if (strcmp(all->items[i].data, data) == 0)
            return all->items[i].date;
    return "an unknown day";
}

const struct sg_libraries *sg_libraries(struct sg_catalog *c, const char *language, struct sg_findings *f)
{
    return sg_catalog_load_named(c, "code/libraries", language, sg_catalog_load, f);
}

const struct sg_code_names *sg_code_names(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "code/names.yaml", f);
}

const struct sg_implied *sg_implied(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "code/implied.yaml", f);
}

/* ---- Other languages ---- */

const char *const *sg_translation_files(const char *language)
{
    static const char *const japanese[] = {"ja/help.yaml", "ja/rules.yaml", "ja/grants.yaml", NULL};
    return strcmp(language, "ja") == 0 ? japanese : NULL;
}

const struct sg_translations *sg_translations(struct sg_catalog *c, const char *file, struct sg_findings *f)
{
    return sg_catalog_load(c, file, f);
}

bool sg_same_words(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if (*a != *b && !(strchr(" \n", *a) && strchr(" \n", *b)))
            return false;
    return *a == *b;
}

const char *sg_translate(struct sg_catalog *c, const char *language, const char *english)
{
    const char *const *files = sg_translation_files(language);
    for (; files && *files; files++) {
        const struct sg_translations *texts = sg_translations(c, *files, NULL);
        for (size_t i = 0; texts && i < texts->count; i++)
            if (sg_same_words(texts->items[i].en, english))
                return texts->items[i].ja;
    }
    return english;
}
