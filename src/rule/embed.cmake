# planlint_embed(TARGET file...): adds the bytes of the files to TARGET as `const struct embedded_file embedded_files[]`
# (src/rule/embedded.h), so that the binary needs no file beside it.
function(planlint_embed target)
  set(out ${CMAKE_BINARY_DIR}/embedded.c)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} "-DFILES=${ARGN}" -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/src/rule/embed_script.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/src/rule/embed_script.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()

# planlint_compile_packs(TARGET floor...): adds the shipped rule packs as C data (src/rule/compiled.h), and tables of the schemas
# (src/rule/verdict.h), to TARGET, whose sources are at hand. They are printed at build time by the loader itself, so that start-up parses no XML.
function(planlint_compile_packs target)
  get_target_property(sources ${target} SOURCES)
  add_executable(pack_compiler ${CMAKE_SOURCE_DIR}/src/${target}/compile.c ${CMAKE_SOURCE_DIR}/src/${target}/verdict_compile.c ${sources})
  target_compile_options(pack_compiler PRIVATE "SHELL:-iquote \"${CMAKE_SOURCE_DIR}/src/${target}\"")
  target_link_libraries(pack_compiler PRIVATE planlint_flags ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/shipped.c)
  add_custom_command(OUTPUT ${out} COMMAND pack_compiler ${out} DEPENDS pack_compiler VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
