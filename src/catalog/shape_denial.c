#include "catalog/shape_internal.h"

#include "catalog/denial.h"
#include "yaml/fields.h"

SHAPE(remedy) = {
    TEXT("name", remedy, name),
    WORDS("title", remedy, title),
    WORDS("do", remedy, first_step),
    SENTENCES("advice", remedy, advice),
    END,
};

SHAPE(denial_reason) = {
    TEXT("reason", denial_reason, reason),
    WORDS("title", denial_reason, title),
    TEXT("place", denial_reason, place),
    TEXTS("says", denial_reason, says),
    SENTENCES("advice", denial_reason, advice),
    FLAG("denies", denial_reason, denies),
    END,
};

SHAPE(denial_action) = {
    TEXT("action", denial_action, action),
    TEXT("resource", denial_action, resource),
    TEXT_OR_NONE("unsaid", denial_action, unsaid),
    TEXT_OR_NONE("passing", denial_action, passing),
    FLAG("own-account", denial_action, own_account),
    FLAG("sole", denial_action, sole),
    TEXTS("candidates", denial_action, candidates),
    SENTENCES("advice", denial_action, advice),
    SENTENCES("caller-advice", denial_action, caller_advice),
    END,
};

SHAPE(denial_caller) = {
    TEXT("kind", denial_caller, kind),
    TEXTS("sessions", denial_caller, sessions),
    TEXTS("roles", denial_caller, roles),
    TEXTS("words", denial_caller, words),
    END,
};

SHAPE(denial_service) = {
    TEXT("name", denial_service, name),
    TEXT_OR_NONE("principal", denial_service, principal),
    TEXT_OR_NONE("invoker", denial_service, invoker),
    END,
};

SHAPE(denial_sign) = {
    TEXT("caller", denial_sign, caller), TEXTS("says", denial_sign, says), TEXTS("absent", denial_sign, absent),
    FLAG("named", denial_sign, named),   FLAG("near", denial_sign, near),  END,
};

SHAPE(denial_wrapper) = {
    TEXT("says", denial_wrapper, says),
    END,
};

SHAPE(event_source) = {
    TEXT("source", event_source, source),
    TEXT("prefix", event_source, prefix),
    END,
};

SHAPE(logged_operation) = {
    TEXT("logged", logged_operation, logged),
    TEXT("operation", logged_operation, operation),
    END,
};

SHAPE(denial_meaning) = {
    TEXTS("operations", denial_meaning, operations),
    TEXT("action", denial_meaning, action),
    SENTENCES("advice", denial_meaning, advice),
    END,
};

SHAPE(denial_message) = {
    TEXT("name", denial_message, name),
    TEXT("anchor", denial_message, anchor),
    TEXT_OR_NONE("second-anchor", denial_message, second_anchor),
    TEXTS("says", denial_message, says),
    TEXTS("near", denial_message, near),
    TEXTS("absent", denial_message, absent),
    TEXTS("unless", denial_message, unless),
    TEXTS("actions", denial_message, actions),
    TEXT("place", denial_message, place),
    TEXT_OR_NONE("reason", denial_message, reason),
    TEXT_OR_NONE("action", denial_message, action),
    TEXT_OR_NONE("principal-kind", denial_message, principal_kind),
    TEXT_OR_NONE("service", denial_message, service),
    TEXTS("candidates", denial_message, candidates),
    SENTENCES("advice", denial_message, advice),
    FLAG("bare", denial_message, bare),
    FLAG("code", denial_message, code),
    FLAG("framed", denial_message, framed),
    FLAG("harmless", denial_message, harmless),
    END,
};

SHAPE(denial_form) = {
    TEXT("name", denial_form, name),  TEXTS("before", denial_form, before), TEXTS("after", denial_form, after),
    TEXTS("near", denial_form, near), FLAG("proof", denial_form, proof),    END,
};

SHAPE(denial_try) = {
    TEXTS("operations", denial_try, operations),
    TEXTS("near", denial_try, near),
    TEXTS("candidates", denial_try, candidates),
    SENTENCES("advice", denial_try, advice),
    END,
};

SHAPE(denial_policy) = {
    TEXT("arn", denial_policy, arn),
    SENTENCES("advice", denial_policy, advice),
    END,
};

SHAPE(denial_facts) = {
    ITEMS("places", denial_facts, places, remedy),
    ITEMS("reasons", denial_facts, reasons, denial_reason),
    ITEMS("actions", denial_facts, actions, denial_action),
    ITEMS("callers", denial_facts, callers, denial_caller),
    ITEMS("services", denial_facts, services, denial_service),
    ITEMS("signs", denial_facts, signs, denial_sign),
    ITEMS("wrappers", denial_facts, wrappers, denial_wrapper),
    ITEMS("sources", denial_facts, sources, event_source),
    ITEMS("access-log", denial_facts, access_log, logged_operation),
    ITEMS("meanings", denial_facts, meanings, denial_meaning),
    ITEMS("messages", denial_facts, messages, denial_message),
    ITEMS("forms", denial_facts, forms, denial_form),
    ITEMS("tries", denial_facts, tries, denial_try),
    ITEMS("policies", denial_facts, policies, denial_policy),
    TEXTS("mentions", denial_facts, mentions),
    TEXTS("explained", denial_facts, explained),
    TEXTS("commands", denial_facts, commands),
    TEXTS("strangers", denial_facts, strangers),
    TEXTS("leads", denial_facts, leads),
    TEXTS("trails", denial_facts, trails),
    TEXTS("others", denial_facts, others),
    TEXTS("frames", denial_facts, frames),
    TEXTS("exceptions", denial_facts, exceptions),
    TEXTS("unframed", denial_facts, unframed),
    TEXTS("troubles", denial_facts, troubles),
    TEXTS("proofs", denial_facts, proofs),
    TEXTS("hints", denial_facts, hints),
    TEXTS("only-aws", denial_facts, only_aws),
    TEXTS("customers", denial_facts, customers),
    TEXTS("common-words", denial_facts, common_words),
    TEXTS("line-prefixes", denial_facts, prefixes),
    END,
};
