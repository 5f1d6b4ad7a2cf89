# Writes OUTPUT, a C file with the files of FOLDER that LIST names, one a line and sorted.
# What it defines is declared in src/catalog/embedded.h.

file(STRINGS ${LIST} names)
set(texts "")
set(rows "")
set(number 0)
foreach(name IN LISTS names)
    file(READ ${FOLDER}/${name} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    string(APPEND texts "static const unsigned char text_${number}[] = {${bytes}0};\n")
    string(APPEND rows "    {\"${name}\", text_${number}, sizeof text_${number} - 1},\n")
    math(EXPR number "${number} + 1")
endforeach()

file(WRITE ${OUTPUT} "#include \"catalog/embedded.h\"\n\n${texts}
const struct sg_embedded sg_embedded_files[] = {\n${rows}};
const size_t sg_embedded_count = ${number};\n")
