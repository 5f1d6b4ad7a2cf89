#ifndef SG_TESTS_FUZZ_TYPES_H
#define SG_TESTS_FUZZ_TYPES_H

#include <regex.h>
#include <stdbool.h>

#include "fuzz.h"

#define ZONE "([ \t]*(Z|[-+][0-9][0-9]?(:[0-9][0-9])?))?"
#define TIME "([Tt]|[ \t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9](\\.[0-9]*)?" ZONE

/* Plain texts that are no texts to a reader of YAML 1.1 (its types at yaml.org, as PyYAML has them) or of 1.2. */
static const char *const types[] = {
    "^(~|null|Null|NULL|<<|=)$",
    "^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$",
    "^[-+]?(0b[01_]+|0o?[0-7_]+|[0-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(:[0-5]?[0-9])+)$",
    "^[-+]?([0-9][0-9_]*(\\.[0-9_]*)?|\\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?$",
    "^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*$",
    "^([-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN))$",
    "^[0-9]{4}-[0-9][0-9]-[0-9][0-9]$",
    "^[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?" TIME "$",
};

static inline bool is_typed(const char *text)
{
    enum { COUNT = sizeof types / sizeof *types };
    static regex_t compiled[COUNT];
    static bool done;
    for (size_t i = 0; !done && i < COUNT; i++)
        MUST(regcomp(&compiled[i], types[i], REG_EXTENDED | REG_NOSUB) == 0);
    done = true;
    for (size_t i = 0; i < COUNT; i++)
        if (regexec(&compiled[i], text, 0, NULL, 0) == 0)
            return true;
    return false;
}

#endif
