#include "serve/mention_internal.h"
#include "serve/session_internal.h"

/* The ids of a document, and the one at params.position, which is NULL when there is none. False after refusing. */
static bool find(struct sg_session *s, const json_t *params, struct sg_document **d, struct sg_text *text,
                 struct sg_id_places *places, const struct sg_id_place **at)
{
    size_t offset;
    *d = sg_document_at(s, params, &offset);
    if (!*d)
        return false;
    sg_find_ids(sg_api_arena(s->samgen), sg_document_tree(*d, offset, text), *text, places);
    *at = sg_id_at(places, offset);
    return true;
}

static json_t *location(const struct sg_document *d, struct sg_text text, const struct sg_id_place *place)
{
    return json_pack("{s:s, s:o}", "uri", d->uri, "range", sg_range(text, place->start, place->end));
}

json_t *sg_answer_definition(struct sg_session *s, const json_t *params)
{
    struct sg_document *d;
    struct sg_text text;
    struct sg_id_places places;
    const struct sg_id_place *at;
    if (!find(s, params, &d, &text, &places, &at))
        return NULL;
    for (size_t i = 0; at && i < places.count; i++)
        if (places.items[i].defines && strcmp(places.items[i].id, at->id) == 0)
            return location(d, text, &places.items[i]);
    return json_null();
}

json_t *sg_answer_references(struct sg_session *s, const json_t *params)
{
    struct sg_document *d;
    struct sg_text text;
    struct sg_id_places places;
    const struct sg_id_place *at;
    bool all = json_is_true(json_object_get(json_object_get(params, "context"), "includeDeclaration"));
    if (!find(s, params, &d, &text, &places, &at))
        return NULL;
    json_t *list = json_array();
    for (size_t i = 0; at && i < places.count; i++)
        if ((all || !places.items[i].defines) && strcmp(places.items[i].id, at->id) == 0)
            json_array_append_new(list, location(d, text, &places.items[i]));
    return list;
}
