# Warnings, hardening and sanitizers, as one interface target that every floor links. Flags that a compiler lacks are left out.
include(CheckCCompilerFlag)
include(CheckLinkerFlag)
add_library(planlint_flags INTERFACE)

set(flags
  -Wall -Wextra -Wformat=2 -Wconversion -Wsign-conversion -Wshadow -Wvla -Wundef -Wcast-qual -Wwrite-strings
  -Wmissing-prototypes -Wstrict-prototypes -Wimplicit-fallthrough -Wpointer-arith -Wtrampolines -Wbidi-chars=any,ucn
  -fno-strict-aliasing -fno-strict-overflow -fno-delete-null-pointer-checks
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero)
if(PLANLINT_WERROR)
  list(APPEND flags -Werror)
endif()
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT PLANLINT_SANITIZE)
  list(APPEND flags -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
endif()
foreach(flag IN LISTS flags)
  string(MAKE_C_IDENTIFIER "has${flag}" known)
  check_c_compiler_flag(${flag} ${known})
  if(${known})
    target_compile_options(planlint_flags INTERFACE ${flag})
  endif()
endforeach()
foreach(flag -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed)
  target_link_options(planlint_flags INTERFACE ${flag})
endforeach()
target_link_options(planlint_flags INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie>)
# Same bytes from any folder: no absolute paths in the binary.
target_compile_options(planlint_flags INTERFACE -ffile-prefix-map=${CMAKE_SOURCE_DIR}=.)
target_compile_definitions(planlint_flags INTERFACE _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE)

if(PLANLINT_SANITIZE)
  target_compile_options(planlint_flags INTERFACE -fsanitize=${PLANLINT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(planlint_flags INTERFACE -fsanitize=${PLANLINT_SANITIZE})
endif()
if(PLANLINT_FUZZ)
  target_compile_options(planlint_flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(planlint_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
