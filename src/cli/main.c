#include "cli/run.h"

int main(int argc, char **argv)
{
    return (int)run_program(argc, argv);
}
