#include "iam.h"

#include "base/list.h"
#include "support.h"
#include "yaml/load.h"

#include <string.h>

#define KEYS_MOST 16

const struct sg_iam_policy *policy_of(const char *yaml, enum sg_iam_policy_type type)
{
    const struct sg_source *source = source_of(yaml);
    const struct sg_node *document = sg_yaml_load(arena, source, SG_ALIASES_REFUSED, &findings);
    const struct sg_iam_policy *policy =
        document ? sg_iam_policy_read(arena, source, document, "policy", type, &findings) : NULL;
    if (!policy)
        fail_msg("%s\nin\n%s", told(), yaml);
    return policy;
}

const struct sg_iam_policy *policy_under(const char *condition)
{
    return policy_of(sg_format(arena,
                               "Version: 2012-10-17\n"
                               "Statement: {Effect: Allow, Action: '*', Resource: '*', Condition: %s}\n",
                               condition),
                     SG_IDENTITY_POLICY);
}

static struct samgen_context *key_named(struct sg_iam_request *request, struct samgen_context *keys, const char *name)
{
    for (size_t i = 0; i < request->key_count; i++)
        if (strcmp(keys[i].key, name) == 0)
            return &keys[i];
    assert_true(request->key_count < KEYS_MOST);
    keys[request->key_count].key = name;
    return &keys[request->key_count++];
}

static void add_value(struct samgen_context *key, const char *value)
{
    const char **values = sg_new_array(arena, const char *, key->value_count + 1);
    for (size_t i = 0; i < key->value_count; i++)
        values[i] = key->values[i];
    values[key->value_count++] = value;
    key->values = values;
}

void context_of(const char *text, struct sg_iam_request *request)
{
    struct samgen_context *keys = sg_new_array(arena, struct samgen_context, KEYS_MOST);
    request->keys = keys;
    while (*text) {
        size_t length = strcspn(text, ";"), name = strcspn(text, "=;");
        struct samgen_context *key = key_named(request, keys, sg_copy_bytes(arena, text, name));
        if (name < length)
            add_value(key, sg_copy_bytes(arena, text + name + 1, length - name - 1));
        text += length;
        text += strspn(text, "; ");
    }
}

enum samgen_verdict decide_alone(const struct sg_iam_policy *policy, const struct sg_iam_request *request)
{
    const struct sg_iam_situation situation = {.identity = {.items = &policy, .count = 1}};
    return sg_iam_decide(&situation, request).result;
}
