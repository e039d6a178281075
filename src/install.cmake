# What is made from the program itself, and where everything goes: manual pages, completions, the list of parts (SPDX), the
# Debian package. PLANLINT_RELEASED is the one date of all of it, so that the same source gives the same bytes.
include(GNUInstallDirs)
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  set(PLANLINT_RELEASED $ENV{SOURCE_DATE_EPOCH})
else()
  set(ENV{SOURCE_DATE_EPOCH} ${PLANLINT_RELEASED})
endif()
string(TIMESTAMP released "%Y-%m-%dT%H:%M:%SZ" UTC)
string(TIMESTAMP released_mail "%a, %d %b %Y %H:%M:%S +0000" UTC)
string(TIMESTAMP released_page "%B %d, %Y" UTC)
set_source_files_properties(src/app/manual.c PROPERTIES COMPILE_DEFINITIONS PLANLINT_DATE="${released_page}")
string(REPLACE ";" " " build_flags "${planlint_build_flags}")
set_source_files_properties(src/app/command_version.c PROPERTIES COMPILE_DEFINITIONS
  "PLANLINT_BUILD=\"${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}, ${CMAKE_SYSTEM_PROCESSOR}\";PLANLINT_FLAGS=\"${build_flags}\"")

# The list of parts: what pkg-config said when this was configured.
set(parts "")
set(relations "")
function(planlint_part id name version licence so)
  string(APPEND parts ",\n  {\"SPDXID\": \"SPDXRef-${id}\", \"name\": \"${name}\", \"versionInfo\": \"${version}\", \"packageFileName\": \"${so}\",\n"
    "   \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false, \"licenseConcluded\": \"NOASSERTION\", \"licenseDeclared\": \"${licence}\", \"copyrightText\": \"NOASSERTION\",\n"
    "   \"externalRefs\": [{\"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\", \"referenceLocator\": \"pkg:generic/${id}@${version}\"}]}")
  string(APPEND relations ",\n  {\"spdxElementId\": \"SPDXRef-planlint\", \"relationshipType\": \"DYNAMIC_LINK\", \"relatedSpdxElement\": \"SPDXRef-${id}\"}")
  set(parts "${parts}" PARENT_SCOPE)
  set(relations "${relations}" PARENT_SCOPE)
endfunction()
execute_process(COMMAND getconf GNU_LIBC_VERSION OUTPUT_VARIABLE libc OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
string(REGEX REPLACE "^glibc " "" libc "${libc}")
# Its pkg-config file has the version of the interface.
file(STRINGS ${UTF8PROC_INCLUDEDIR}/utf8proc.h utf8proc REGEX "define UTF8PROC_VERSION_(MAJOR|MINOR|PATCH)")
string(REGEX MATCHALL "[0-9]+($|;)" utf8proc "${utf8proc}")
string(REGEX REPLACE ";+" "." utf8proc "${utf8proc}")
planlint_part(libxml2 libxml2 "${LIBXML2_VERSION}" MIT libxml2.so)
planlint_part(pcre2 PCRE2 "${PCRE2_VERSION}" BSD-3-Clause libpcre2-8.so)
planlint_part(zlib zlib "${ZLIB_VERSION}" Zlib libz.so)
planlint_part(utf8proc utf8proc "${utf8proc}" MIT libutf8proc.so)
planlint_part(jansson jansson "${JANSSON_VERSION}" MIT libjansson.so)
planlint_part(glibc "GNU C Library" "${libc}" LGPL-2.1-or-later "libc.so libm.so")
configure_file(docs/package/planlint.spdx.json.in made/planlint.spdx.json @ONLY)
configure_file(docs/package/changelog.in made/changelog.Debian @ONLY)

# planlint_made(FILE ARG...): made/FILE is what `planlint ARG...` prints.
function(planlint_made file)
  add_custom_command(OUTPUT made/${file} COMMAND planlint ${ARGN} > made/${file} DEPENDS planlint VERBATIM)
  list(APPEND made made/${file})
  set(made ${made} PARENT_SCOPE)
endfunction()
# planlint_packed(FILE): made/FILE.gz from made/FILE.
function(planlint_packed file)
  add_custom_command(OUTPUT made/${file}.gz COMMAND gzip -9nc made/${file} > made/${file}.gz DEPENDS made/${file} VERBATIM)
  list(APPEND made made/${file}.gz)
  set(made ${made} PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/made/sv ${CMAKE_BINARY_DIR}/made/zsh)
planlint_made(planlint.1 help --man --lang en)
planlint_made(sv/planlint.1 help --man --lang sv)
planlint_made(rules.mdoc rules --man --lang en --isolated)
planlint_made(planlint.xml.5.mdoc help --man project --lang en)
planlint_made(planlint-rules.5.mdoc help --man rules --lang en)
planlint_made(planlint.bash completions bash --lang en)
planlint_made(zsh/_planlint completions zsh --lang en)
planlint_made(planlint.fish completions fish --lang en)
foreach(page planlint.xml.5 planlint-rules.5)
  add_custom_command(OUTPUT made/${page}
    COMMAND ${CMAKE_COMMAND} -DPAGE=${CMAKE_SOURCE_DIR}/docs/man/${page} -DELEMENTS=made/${page}.mdoc -DRULES=made/rules.mdoc "-DDATE=${released_page}" -DOUT=made/${page}
            -P ${CMAKE_SOURCE_DIR}/src/page.cmake
    DEPENDS docs/man/${page} src/page.cmake made/${page}.mdoc made/rules.mdoc VERBATIM)
  planlint_packed(${page})
endforeach()
planlint_packed(planlint.1)
planlint_packed(sv/planlint.1)
planlint_packed(changelog.Debian)
add_custom_target(made ALL DEPENDS ${made})

install(TARGETS planlint RUNTIME)
foreach(page planlint.1 planlint.xml.5 planlint-rules.5)
  string(REGEX MATCH "[15]$" section ${page})
  install(FILES ${CMAKE_BINARY_DIR}/made/${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
install(FILES ${CMAKE_BINARY_DIR}/made/sv/planlint.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/sv/man1)
install(FILES ${CMAKE_BINARY_DIR}/made/planlint.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME planlint)
install(FILES ${CMAKE_BINARY_DIR}/made/planlint.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# Debian's zsh looks for completions of packages in a folder of its own.
install(CODE "
  set(folder site-functions)
  if(CMAKE_INSTALL_PREFIX MATCHES \"/usr\$\" AND EXISTS /etc/debian_version)
    set(folder vendor-completions)
  endif()
  file(INSTALL \"${CMAKE_BINARY_DIR}/made/zsh/_planlint\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${folder}\")")
install(DIRECTORY schemas rules DESTINATION ${CMAKE_INSTALL_DATADIR}/planlint)
install(FILES docs/editors/planlint.vim DESTINATION ${CMAKE_INSTALL_DATADIR}/vim/vimfiles/compiler)
install(FILES docs/editors/planlint-flymake.el DESTINATION ${CMAKE_INSTALL_DATADIR}/emacs/site-lisp)
install(FILES docs/editors/github-matcher.json docs/editors/vscode-tasks.json DESTINATION ${CMAKE_INSTALL_DATADIR}/planlint/editors)
file(GLOB guides docs/*.md)
install(FILES README.md ${guides} docs/package/copyright ${CMAKE_BINARY_DIR}/made/changelog.Debian.gz ${CMAKE_BINARY_DIR}/made/planlint.spdx.json
  DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The planlint authors <planlint@users.noreply.github.com>")
set(CPACK_PACKAGE_HOMEPAGE_URL "")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "linter for plan documents in Word and XML")
set(CPACK_PACKAGE_DESCRIPTION "planlint checks plans of several years, yearly activity plans, follow-up
reports and timelines, as Word files or as plan XML. It traces every
activity to a goal, validates dates, references, numbering and language,
and points at the exact characters of what is wrong. Messages are in
Swedish and English, reports in text, JSON, SARIF and other formats.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
file(WRITE ${CMAKE_BINARY_DIR}/cpack_project.cmake "if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})\n  set(ENV{SOURCE_DATE_EPOCH} ${PLANLINT_RELEASED})\nendif()\n")
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_BINARY_DIR}/cpack_project.cmake)
include(CPack)
