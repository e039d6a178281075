# planlint_floor(NAME SOURCES file... [FLOORS floor...] [LIBRARIES target...])
# One static library from src/NAME. Its folder is its only public include directory and every dependency is PRIVATE, so an
# #include of a floor that is not named does not compile: the architecture is checked by the compiler.
function(planlint_floor name)
  cmake_parse_arguments(FLOOR "" "" "SOURCES;FLOORS;LIBRARIES" ${ARGN})
  list(TRANSFORM FLOOR_SOURCES PREPEND ${CMAKE_SOURCE_DIR}/src/${name}/)
  add_library(${name} STATIC ${FLOOR_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src/${name})
  target_link_libraries(${name} PRIVATE planlint_flags ${FLOOR_FLOORS} ${FLOOR_LIBRARIES})
endfunction()
