#!/bin/sh
# Stands before GCC's cc1 and cc1plus while an image is built, and adds -finstrument-functions to the compilations of the user's
# sources. The gcc driver finds this file by COMPILER_PATH, under whatever name or path the driver was called, and sets COLLECT_GCC.
# Everything else is passed on unchanged. If the instrumented compilation fails, the original one runs.
#
# Beside this file: `exclude-files` and `exclude-functions` (comma-separated values of the GCC options), `headers` (exists if functions
# of headers are instrumented, too) and the folder `report`, which gets the lines that report.ts reads.
here=${0%/*} self=${0##*/}
gcc=${COLLECT_GCC:-gcc}
ask() { (unset COMPILER_PATH; "$gcc" "$@" 2>/dev/null); }
real=$(ask "-print-prog-name=$self")
case $real in
  /*) ;;
  *) echo "$gcc: fatal error: cannot execute '$self': the compiler is not installed" >&2; exit 1 ;;
esac

tab=$(printf '\t')
source= output= previous= optimised=no reason= pch=no lto=no
for argument in "$@"; do
  case $previous in
    -o) output=$argument ;;
    -D | -U | -I | -A | -G | -MF | -MT | -MQ | -MD | -MMD | -include | -imacros | -isystem | -iquote | -idirafter | -iprefix | -iwithprefix | -iwithprefixbefore | -isysroot | -imultiarch | -imultilib | -dumpbase | -dumpbase-ext | -dumpdir | -auxbase | -auxbase-strip | --param | -aux-info) ;;
    *)
      case $argument in
        -E | -M | -MM | -fsyntax-only | -quiet-version | -version | --help*) exec "$real" "$@" ;;
        -ffreestanding) reason=freestanding ;;
        -finstrument-functions*) reason=own-option ;;
        -fno-instrument-functions) reason=own-option ;;
        --output-pch*) pch=yes ;;
        -flto | -flto=*) lto=yes ;;
        -fno-lto) lto=no ;;
        -O0) optimised=no ;;
        -O*) optimised=yes ;;
        -) source=- ;;
        -*) ;;
        *) source=$argument ;;
      esac
      ;;
  esac
  previous=$argument
done

# Tests of build systems, whose result must not change.
case $source in
  '' | - | conftest.* | */conftest.* | */CMakeFiles/CMakeTmp/* | */CMakeFiles/CMakeScratch/* | */CMakeFiles/*/CompilerId* | CMakeCCompilerId.c | CMakeCXXCompilerId.cpp | */meson-private/* | *_test_compile.c)
    exec "$real" "$@" ;;
esac
case $PWD in
  */CMakeFiles/CMakeTmp* | */CMakeFiles/CMakeScratch* | */CMakeFiles/*/CompilerId* | */meson-private*) exec "$real" "$@" ;;
esac

note() { # outcome, functions, inlined functions
  line=$(printf '%s\t%s\t%s\t%s\t%s' "$1" "$2" "$3" "$(printf %s "$PWD" | tr '\t\n' '  ')" "$(printf %s "$source" | tr '\t\n' '  ')")
  printf '%s\n' "$line" 2>/dev/null >>"$here/report/files"
}
plain() { outcome=$1; shift; note "$outcome" 0 0; exec "$real" "$@"; }

[ "$pch" = yes ] && plain precompiled-header "$@"
case " $COLLECT_GCC_OPTIONS " in *"'-nostdlib'"* | *"'-nodefaultlibs'"* | *"'-nolibc'"*) reason=freestanding ;; esac
[ -n "$reason" ] && plain "$reason" "$@"
# Only glibc defines the hooks.
case $(ask -dumpmachine) in
  *-linux-gnu* | *-linux) ;;
  *) plain no-hooks "$@" ;;
esac
grep -q __cyg_profile_func_ "$source" 2>/dev/null && plain own-hooks "$@"

folder=$(mktemp -d "${TMPDIR:-/tmp}/ct-cc1.XXXXXX" 2>/dev/null) || plain no-temporary-folder "$@"
trap 'rm -rf "$folder"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

files=$(cat "$here/exclude-files")
# A path of its own that looks like a header's would exclude the whole source.
if [ ! -e "$here/headers" ]; then
  case $source in *.h*) ;; *) files=$files,.h,.inl,.ipp,.tcc ;; esac
fi
functions=$(cat "$here/exclude-functions")

# Compiles with another output. $1: the output. The rest: the arguments.
compile_to() {
  target=$1; shift
  count=$#; i=0; next=no
  while [ "$i" -lt "$count" ]; do
    argument=$1; shift
    if [ "$next" = yes ]; then argument=$target; next=no
    elif [ "$argument" = -o ]; then next=yes
    fi
    set -- "$@" "$argument"
    i=$((i + 1))
  done
  "$real" "$@"
}
instrumented() { # output, exclude list of functions, arguments
  place=$1 list=$2; shift 2
  compile_to "$place" "$@" -finstrument-functions "-finstrument-functions-exclude-file-list=$files" ${list:+"-finstrument-functions-exclude-function-list=$list"}
}
# Prints the names of the functions of an assembler file that contain the hook, or of all its functions.
in_assembler() { # all or hooked, file
  awk -v want="$1" '
    $1 == ".type" && /[@%#]function/ { name = $2; sub(/,.*/, "", name); known[name] = 1; if (want == "all") print name }
    /^[A-Za-z_.$][A-Za-z0-9_.$]*:/ { name = $1; sub(/:.*/, "", name); if (name in known) current = name }
    want != "all" && /__cyg_profile_func_enter/ && $1 !~ /^\./ && !(current in told) { told[current] = 1; print current }
  ' "$2"
}

inlined=0
if [ "$optimised" = yes ] && [ "$self" = cc1 ] && [ "$lto" = no ] && [ "$output" != '' ] && command -v awk >/dev/null; then
  # GCC calls the hooks also in the copies that it inlines, which prevents further optimisation. A function of which the program without
  # hooks has no copy of its own is therefore excluded. The list matches parts of names, so such a name must be in no other name.
  # Without optimisation, the second compilation is quick, and has every function that gets hooks.
  if compile_to "$folder/plain.s" "$@" 2>/dev/null >&2 && instrumented "$folder/first.s" "$functions" "$@" -O0 2>/dev/null >&2; then
    in_assembler all "$folder/plain.s" >"$folder/plain"
    in_assembler hooked "$folder/first.s" >"$folder/first"
    awk -v plain="$folder/plain" '
      FILENAME == plain { sub(/\..*/, ""); kept[$0] = 1; next }
      { sub(/\..*/, ""); if ($0 != "" && !($0 in kept)) gone[$0] = 1 }
      END {
        for (name in gone) {
          part = 0
          for (other in kept) if (index(other, name)) { part = 1; break }
          if (!part && (size += length(name) + 1) < 60000) print name
        }
      }
    ' "$folder/plain" "$folder/first" >"$folder/inlined"
    inlined=$(($(wc -l <"$folder/inlined")))
    list=$(tr '\n' , <"$folder/inlined")
    functions=$functions${functions:+${list:+,}}${list%,}
  fi
fi

if instrumented "$folder/last.s" "$functions" "$@" 2>"$folder/messages" >"$folder/printed"; then
  cat "$folder/messages" >&2
  cat "$folder/printed"
  in_assembler hooked "$folder/last.s" >"$folder/names" 2>/dev/null
  case $output in
    -) cat "$folder/last.s" ;;
    *) cat "$folder/last.s" >"$output" || exit 1 ;;
  esac
  outcome=instrumented
  [ "$lto" = yes ] && outcome=instrumented-lto
  note "$outcome" "$(($(wc -l <"$folder/names")))" "$inlined"
  sed "s|^|$(printf %s "${source##*/}" | tr '\t\n|&\\' '     ')$tab|" "$folder/names" 2>/dev/null >>"$here/report/functions"
  exit 0
fi
rm -rf "$folder"
plain failed "$@"
