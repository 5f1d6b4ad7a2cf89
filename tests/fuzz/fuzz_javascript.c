/* A file of JavaScript, of any bytes: see code_unit.h. */
#include "code_unit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_code(data, size, SG_CODE_JAVASCRIPT);
    return 0;
}
