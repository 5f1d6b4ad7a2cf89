#ifndef SG_YAML_PUT_H
#define SG_YAML_PUT_H

#include "yaml/tree.h"

/* Values of maps that are to be written as JSON. */

/* A text, made UTF-8; null for NULL. */
void sg_put_text(struct sg_arena *a, struct sg_node *map, const char *key, const char *text);

/* A word as it stands: true, null, 3. */
void sg_put_plain(struct sg_arena *a, struct sg_node *map, const char *key, const char *word);
void sg_put_number(struct sg_arena *a, struct sg_node *map, const char *key, size_t number);

/* A list of texts, made UTF-8. */
void sg_put_texts(struct sg_arena *a, struct sg_node *map, const char *key, const char *const *texts, size_t count);

#endif
