/* Parses YAML files with libyaml, event by event, and does nothing else: what samgen's times are compared with. */
#include <stdbool.h>
#include <stdio.h>

#include <yaml.h>

static bool parse(const char *path)
{
    FILE *file = fopen(path, "rb");
    yaml_parser_t parser;
    if (!file || !yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_input_file(&parser, file);
    bool ok = true;
    for (bool more = true; more;) {
        yaml_event_t event;
        ok = yaml_parser_parse(&parser, &event);
        more = ok && event.type != YAML_STREAM_END_EVENT;
        if (ok)
            yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    return ok;
}

int main(int argc, char **argv)
{
    bool ok = argc > 1;
    for (int i = 1; i < argc; i++)
        ok = parse(argv[i]) && ok;
    return ok ? 0 : 1;
}
