#include "diagnose/context_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "diagnose/phrase_internal.h"

#include <string.h>

#define COMMAND_MOST 500 /* bytes between a command and its error */
#define PREFIX_MOST 200  /* bytes between the prefix of the command line's errors and a denial */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "DescribeDBInstances" is the command "describe-db-instances". */
static const char *command_of(struct sg_arena *a, const char *operation)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = operation; *p; p++) {
        bool begins = is_upper(*p) && p > operation && (!is_upper(p[-1]) || (p[1] && !is_upper(p[1])));
        if (begins)
            sg_add(&b, "-");
        sg_add_char(&b, sg_small_letter(*p));
    }
    return b.text;
}

/* Returns whether "aws" is a word of the line before `at`. */
static bool is_command_line(const struct sg_plain *plain, size_t at)
{
    size_t start = at, found;
    while (start && plain->text[start - 1] != '\n')
        start--;
    return sg_diagnose_find_piece("aws ", plain, start, at, &found) && (!found || !sg_is_alnum(plain->text[found - 1]));
}

/* Returns whether another command comes after the line of `at`: that one made the request. */
static bool is_before_command(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t at, size_t end)
{
    const char *line = memchr(plain->text + at, '\n', end - at);
    for (size_t i = 0; line && i < facts->commands.count; i++)
        if (sg_diagnose_has_piece(facts->commands.items[i], plain, (size_t)(line - plain->text), end))
            return true;
    return false;
}

/* "without --no-sign-request" */
static bool is_left_out(const struct sg_plain *plain, size_t at)
{
    static const char without[] = "without ";
    return at >= strlen(without) && sg_diagnose_piece_at(without, plain, at - strlen(without));
}

bool sg_diagnose_is_unsigned(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                             const struct sg_mention *mention)
{
    size_t start = mention->start, from = start > COMMAND_MOST ? start - COMMAND_MOST : 0, at;
    if (mention->denial.shown.principal || mention->denial.shown.event_principal)
        return false;
    for (size_t i = 0; i < facts->signs.count; i++)
        for (size_t j = 0;
             strcmp(facts->signs.items[i].caller, SG_ANONYMOUS) == 0 && j < facts->signs.items[i].says.count; j++)
            if (sg_diagnose_find_piece(facts->signs.items[i].says.items[j], plain, from, start, &at) &&
                !is_left_out(plain, at) && !is_before_command(facts, plain, at, start))
                return true;
    return false;
}

bool sg_diagnose_is_of_command(struct sg_arena *a, const struct sg_plain *plain, const struct sg_mention *mention)
{
    size_t start = mention->start, from = start > COMMAND_MOST ? start - COMMAND_MOST : 0, at;
    if (sg_diagnose_has_piece("aws: [ERROR]:", plain, start > PREFIX_MOST ? start - PREFIX_MOST : 0, start))
        return true;
    if (!mention->denial.shown.operation)
        return false;
    const char *command = sg_format(a, " %s", command_of(a, mention->denial.shown.operation));
    for (; sg_diagnose_find_piece(command, plain, from, start, &at); from = at + 1)
        if (is_command_line(plain, at))
            return true;
    return false;
}
