# planlint_embed(TARGET file...): adds the bytes of the files to TARGET as `const struct embedded_file embedded_files[]`
# (src/rule/embedded.h), so that the binary needs no file beside it.
function(planlint_embed target)
  set(out ${CMAKE_BINARY_DIR}/embedded.c)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} "-DFILES=${ARGN}" -DROOT=${CMAKE_SOURCE_DIR} -P ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/embed_script.cmake VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
