#include "lint/fix.h"

#include "base/text.h"
#include "catalog/action.h"

#include <string.h>
#include <strings.h>

/* ---- Names of actions ---- */

static const char *alias_in(const struct sg_action_alias *aliases, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(aliases[i].name, name) == 0)
            return aliases[i].meant;
    return NULL;
}

#define SLIP_LEAST 8 /* letters of a name in which one wrong letter leaves no doubt */

/* Returns whether a letter is added, missing or another one. */
static bool is_slip(const char *x, const char *y)
{
    size_t m = strlen(x), n = strlen(y), same = 0;
    while (x[same] && sg_small_letter(x[same]) == sg_small_letter(y[same]))
        same++;
    if (m > n + 1 || n > m + 1 || (m == n && same == m))
        return false;
    return strcasecmp(x + same + (m >= n), y + same + (n >= m)) == 0;
}

/* The only action whose name differs in one letter, or NULL. */
static const struct sg_action *slip_of(const struct sg_actions *service, const char *name)
{
    const struct sg_action *found = NULL;
    for (size_t i = 0; strlen(name) >= SLIP_LEAST && i < service->count; i++)
        if (is_slip(name, service->items[i].name)) {
            if (found)
                return NULL;
            found = &service->items[i];
        }
    return found;
}

/* The action for which a text is an alias: "sqs:SendMessage" for "sqs:SendMessageBatch"; or NULL. */
static const char *other_name(struct sg_lint *l, const char *text)
{
    const char *colon = strchr(text, ':');
    const struct sg_action_index *index = sg_action_index(l->catalog, NULL);
    if (!colon || !index || strpbrk(text, "*?$"))
        return NULL;
    const char *prefix = sg_copy_bytes(l->arena, text, (size_t)(colon - text));
    const char *meant = alias_in(index->aliases, index->alias_count, prefix);
    const struct sg_actions *service = sg_find_actions(l->catalog, meant ? meant : prefix, NULL);
    if (!service)
        return NULL;
    const char *name = alias_in(service->aliases, service->alias_count, colon + 1);
    const char *full = sg_format(l->arena, "%s:%s", service->prefix, name ? name : colon + 1);
    const struct sg_action *action = sg_find_action(l->catalog, full, NULL);
    action = action ? action : slip_of(service, colon + 1);
    return action ? sg_action_name(l->arena, action) : NULL;
}

/* The list that holds a text of the template, or NULL. */
static const struct sg_node *list_around(const struct sg_node *node, const struct sg_node *text)
{
    for (const struct sg_node *child = node->first; child; child = child->next) {
        if (child->start == text->start && child->end == text->end && child->type == SG_SCALAR)
            return node->type == SG_LIST ? node : NULL;
        bool beside = child->start < child->end && (text->start < child->start || text->start >= child->end);
        const struct sg_node *found = child->first && !beside ? list_around(child, text) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/* Returns whether the list has the right name already, or gets it because an earlier alias is fixed too. */
static bool has_already(struct sg_lint *l, const struct sg_node *text, const char *meant)
{
    const struct sg_node *list = list_around(l->template->root, text);
    bool before = true;
    for (const struct sg_node *item = list ? list->first : NULL; item; item = item->next) {
        if (item->start == text->start)
            before = false;
        else if (item->type == SG_SCALAR && strcasecmp(item->text, meant) == 0)
            return true;
        else if (before && item->type == SG_SCALAR && sg_same_text(other_name(l, item->text), meant))
            return true;
    }
    return false;
}

/* ---- Texts ---- */

/*
 * Finds the text without its quotes. Returns false if it is not in the file as it is: with escapes, on several lines,
 * or made.
 */
static bool find_bytes(const struct sg_source *source, const struct sg_node *text, size_t *start, size_t *end)
{
    *start = text->start;
    *end = text->end;
    if (text->type != SG_SCALAR || text->tag || *start >= *end)
        return false;
    if (!text->plain && *end - *start >= 2 && strchr("\"'", source->bytes[*start])) {
        ++*start;
        --*end;
    }
    size_t length = strlen(text->text);
    return *end - *start == length && memcmp(source->bytes + *start, text->text, length) == 0;
}

const struct sg_splice *sg_lint_fix_action(struct sg_lint *l, const struct sg_node *action, const char *meant)
{
    struct sg_splice *fix = sg_new(l->arena, struct sg_splice);
    if (!meant || !find_bytes(l->source, action, &fix->start, &fix->end) ||
        !sg_same_text(other_name(l, action->text), meant) || has_already(l, action, meant))
        return NULL;
    fix->text = meant;
    return fix;
}

static bool is_one_line(const struct sg_source *source, const struct sg_node *node)
{
    return node->start < node->end && !memchr(source->bytes + node->start, '\n', node->end - node->start) &&
           !memchr(source->bytes + node->start, '\r', node->end - node->start);
}

static const struct sg_splice *make_fix(struct sg_lint *l, size_t start, size_t end, const char *text)
{
    struct sg_splice *fix = sg_new(l->arena, struct sg_splice);
    *fix = (struct sg_splice){.start = start, .end = end, .text = text};
    return fix;
}

const struct sg_splice *sg_lint_fix_intrinsic(struct sg_lint *l, const struct sg_node *value, const char *intrinsic)
{
    bool is_short = is_one_line(l->source, value) && l->source->bytes[value->start] == '!';
    return intrinsic && is_short ? make_fix(l, value->start, value->end, intrinsic) : NULL;
}

static bool is_named(const struct sg_lint *l, const char *name, size_t length)
{
    const char *id = sg_copy_bytes(l->arena, name, length);
    static const char *const pseudo[] = {"AWS::AccountId", "AWS::Partition", "AWS::Region",
                                         "AWS::StackName", "AWS::StackId",   "AWS::URLSuffix"};
    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (strcmp(pseudo[i], id) == 0)
            return true;
    if (sg_key_index_get(&l->template->parameters, id))
        return true;
    return sg_find_resource(l->template, sg_copy_bytes(l->arena, id, strcspn(id, "."))) != NULL;
}

const struct sg_splice *sg_lint_fix_whole(struct sg_lint *l, const struct sg_node *value, const char *instead)
{
    return is_one_line(l->source, value) ? make_fix(l, value->start, value->end, instead) : NULL;
}

const struct sg_splice *sg_lint_fix_with_sub(struct sg_lint *l, const struct sg_node *text)
{
    const char *bytes = l->source->bytes;
    bool json = l->source->length && strchr("{[", bytes[0]);
    if (json || text->type != SG_SCALAR || text->tag || !is_one_line(l->source, text) ||
        strchr("|>!", bytes[text->start]))
        return NULL;
    for (const char *open = text->text; (open = strstr(open, "${")); open += 2)
        if (!is_named(l, open + 2, strcspn(open + 2, "}")))
            return NULL;
    return make_fix(l, text->start, text->start, "!Sub ");
}

const struct sg_splice *sg_lint_fix_piece(struct sg_lint *l, const struct sg_node *value, const char *piece,
                                          const char *instead)
{
    size_t length = strlen(piece), found = 0, count = 0;
    for (size_t i = value->start; i + length <= value->end; i++)
        if (memcmp(l->source->bytes + i, piece, length) == 0) {
            found = i;
            count++;
        }
    return count == 1 ? make_fix(l, found, found + length, instead) : NULL;
}

const struct sg_splice *sg_lint_fix_next_piece(struct sg_lint *l, const struct sg_node *value, size_t *from,
                                               const char *piece, const char *instead)
{
    size_t length = strlen(piece), at = *from > value->start ? *from : value->start;
    while (at + length <= value->end && memcmp(l->source->bytes + at, piece, length) != 0)
        at++;
    bool found = at + length <= value->end;
    *from = found ? at + length : value->end;
    return found ? make_fix(l, at, at + length, instead) : NULL;
}

static bool put_fix(const struct sg_splice *fix, struct sg_edit *edit)
{
    bool apart = fix != NULL;
    for (size_t i = 0; apart && i < edit->count; i++)
        apart = fix->end < edit->items[i].start || edit->items[i].end < fix->start;
    if (apart)
        sg_edit_splice(edit, fix->start, fix->end, fix->text);
    return apart;
}

size_t sg_lint_put_fixes(const struct sg_lint *l, struct sg_edit *edit)
{
    size_t count = 0;
    for (const struct sg_lint_finding *f = l->first; f; f = f->next)
        for (const struct sg_lint_finding *same = f; same; same = same->same)
            count += put_fix(same->fix, edit);
    return count;
}
