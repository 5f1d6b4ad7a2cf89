#include "catalog/shape_internal.h"

#include "catalog/rule.h"
#include "yaml/fields.h"

SHAPE(rule) = {
    TEXT("code", rule, code),
    TEXT("severity", rule, severity_name),
    WORDS("title", rule, title),
    WORDS("why", rule, why),
    WORDS("bad", rule, bad),
    WORDS("good", rule, good),
    END,
};

SHAPE(rules) = {
    LIST("rules", rules, items, count, rule),
    END,
};
