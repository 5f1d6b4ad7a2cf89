# Writes OUTPUT, a C file with the files of FOLDER that LIST names, one a line and sorted.
# What it defines is declared in src/catalog/embedded_internal.h. Texts are string literals, one line a line: compilers read
# them ten times faster than lists of bytes, and take longer ones than the 4095 characters that C11 promises.

file(STRINGS ${LIST} names)
set(texts "")
set(rows "")
set(number 0)
foreach(name IN LISTS names)
    file(READ ${FOLDER}/${name} text)
    foreach(special IN ITEMS "\\" "\"" "?") # "??/" would be a trigraph
        string(REPLACE "${special}" "\\${special}" text "${text}")
    endforeach()
    string(REPLACE "\n" "\\n\"\n\"" text "${text}")
    string(APPEND texts "static const char text_${number}[] =\n\"${text}\";\n")
    string(APPEND rows "    {\"${name}\", text_${number}, sizeof text_${number} - 1},\n")
    math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT} "#include \"catalog/embedded_internal.h\"

#pragma GCC diagnostic ignored \"-Woverlength-strings\"

${texts}
const struct sg_embedded sg_embedded_files[] = {\n${rows}};
const size_t sg_embedded_count = ${number};\n")
