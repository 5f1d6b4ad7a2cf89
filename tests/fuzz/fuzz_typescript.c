/* A file of TypeScript, of any bytes, in both grammars: see code_unit.h. */
#include "code_unit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_code(data, size, SG_CODE_TYPESCRIPT);
    check_code(data, size, SG_CODE_TSX);
    return 0;
}
