/* Parses a YAML file with libyaml, event by event, and does nothing else: what samgen's times are compared with. */
#include <stdbool.h>
#include <stdio.h>

#include <yaml.h>

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    yaml_parser_t parser;
    if (!file || !yaml_parser_initialize(&parser))
        return 2;
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
    return ok ? 0 : 1;
}
