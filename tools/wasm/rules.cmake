# After what CMake knows of clang: the code is not moved when it is loaded, and emcc links, which wants Debian's acorn for -O2.
set(CMAKE_C_COMPILE_OPTIONS_PIC "")
set(CMAKE_EXECUTABLE_SUFFIX .js)
set(CMAKE_C_LINK_EXECUTABLE
    "${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs emcc <LINK_FLAGS> <OBJECTS> -o <TARGET> <LINK_LIBRARIES>")
