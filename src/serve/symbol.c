#include "serve/mention_internal.h"
#include "serve/session_internal.h"
#include "serve/spec_internal.h"

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

static json_t *location(const char *uri, struct sg_text text, const struct sg_id_place *place)
{
    return json_pack("{s:s, s:o}", "uri", uri, "range", sg_range(text, place->start, place->end));
}

static json_t *definition_in(const char *uri, struct sg_text text, const struct sg_id_places *places, const char *id)
{
    for (size_t i = 0; i < places->count; i++)
        if (places->items[i].defines && strcmp(places->items[i].id, id) == 0)
            return location(uri, text, &places->items[i]);
    return json_null();
}

/* A spec names what its template defines: ${Id}, or the name of a function. */
static json_t *definition_of_spec(struct sg_session *s, const json_t *params)
{
    struct sg_arena *a = sg_api_arena(s->samgen);
    size_t offset;
    struct sg_document *d = sg_document_at(s, params, &offset);
    struct sg_spot spot;
    struct sg_text text;
    struct sg_own_template own;
    struct sg_id_places places;
    if (!d)
        return NULL;
    const struct sg_node *root = sg_document_tree(d, offset, &text);
    sg_spot_find(a, d->text, offset, &spot);
    const char *id = strcmp(sg_spot_key(&spot, 0), "name") == 0 ? spot.word : sg_spot_id(a, &spot);
    if (!id || !sg_template_of_spec(s, d, &spot, root, &own))
        return json_null();
    sg_find_ids(a, own.root, own.text, &places);
    return definition_in(own.uri, own.text, &places, id);
}

json_t *sg_answer_definition(struct sg_session *s, const json_t *params)
{
    struct sg_document *d;
    struct sg_text text;
    struct sg_id_places places;
    const struct sg_id_place *at;
    d = sg_document_of(s, params);
    if (d && d->kind == SG_DOCUMENT_SPEC)
        return definition_of_spec(s, params);
    if (!find(s, params, &d, &text, &places, &at))
        return NULL;
    return at ? definition_in(d->uri, text, &places, at->id) : json_null();
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
            json_array_append_new(list, location(d->uri, text, &places.items[i]));
    return list;
}
