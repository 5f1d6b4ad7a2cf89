# Debian packages by CPack: samgen, libsamgen0 and libsamgen-dev. tools/package/deb builds them.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME samgen)
set(CPACK_PACKAGE_CONTACT "samgen contributors <samgen@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL ${SAMGEN_HOMEPAGE})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program library development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/tools/package/finish.cmake)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME samgen)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "samgen turns what an AWS Lambda function needs into the Policies of an AWS
SAM template that grant exactly that. It writes them into the template,
shows what a template really grants, and finds mistakes in it.")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libsamgen${PROJECT_VERSION_MAJOR})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "libsamgen reads, writes, checks and explains the IAM policies of AWS SAM and
CloudFormation templates.
.
This package has the shared library.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libsamgen-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(depends "libsamgen${PROJECT_VERSION_MAJOR} (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
foreach(required IN LISTS SAMGEN_REQUIRES) # by the static library, and by pkg-config
    string(REGEX REPLACE "[>=].*" "" name ${required})
    set(package_of_yaml-0.1 libyaml-dev)
    set(package_of_libcyaml libcyaml-dev)
    if(NOT package_of_${name})
        message(FATAL_ERROR "tools/package/package.cmake does not know the Debian package of ${required}")
    endif()
    string(APPEND depends ", ${package_of_${name}}")
endforeach()
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ${depends})
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "libsamgen reads, writes, checks and explains the IAM policies of AWS SAM and
CloudFormation templates.
.
This package has the headers, the static library, and the files for
pkg-config and CMake.")

# What each package says of itself. SOURCE_DATE_EPOCH makes the date, and with it the packages, the same each time.
string(TIMESTAMP SAMGEN_CHANGELOG_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(tools/package/changelog.Debian.in package/changelog.Debian @ONLY)
file(READ LICENSE SAMGEN_LICENSES)
if(SAMGEN_SUGGEST) # their C is in the program
    foreach(name IN ITEMS tree-sitter tree-sitter-python tree-sitter-javascript tree-sitter-typescript)
        file(READ build/grammars/node_modules/${name}/LICENSE license)
        string(APPEND SAMGEN_LICENSES "\n\n${name}, which is compiled in:\n\n${license}")
    endforeach()
endif()
configure_file(tools/package/copyright.in package/copyright @ONLY)
foreach(row IN ITEMS program=samgen library=${CPACK_DEBIAN_LIBRARY_PACKAGE_NAME} development=libsamgen-dev)
    string(REPLACE "=" ";" row ${row})
    list(GET row 0 component)
    list(GET row 1 name)
    install(FILES ${PROJECT_BINARY_DIR}/package/changelog.Debian ${PROJECT_BINARY_DIR}/package/copyright
            DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${component})
    install(FILES CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} RENAME changelog COMPONENT ${component})
endforeach()
include(CPack)
