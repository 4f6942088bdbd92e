# Shared by demo.sh and etl: builds the modules that the command needs, and starts a JVM on them.
# File names are what the locale's charset makes of their bytes; in the C locale Java cannot open those that are not ASCII.
[ "$(locale charmap 2> /dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8

xylem_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
xylem_classpath="$xylem_root/examples/target/classpath"

xylem_java() {
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    echo "$JAVA_HOME/bin/java"
  elif command -v java > /dev/null; then
    command -v java
  else
    echo "No java found: install a JDK, version 17 or later, or set JAVA_HOME." >&2
    return 2
  fi
}

# The major version of a java, from the release file beside it; 0 if that cannot be told.
xylem_java_version() {
  local release
  release="$(dirname "$(dirname "$(readlink -f "$1")")")/release"
  local version=""
  [ -f "$release" ] && version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")"
  echo "${version:-0}"
}

# Compiles when there is no class path yet, or when a source is newer than it.
xylem_build() {
  local modules=(etl-core etl-xml etl-arrow etl-geo etl-delta examples)
  local newer=""
  if [ -f "$xylem_classpath" ]; then
    newer="$(cd "$xylem_root" && find pom.xml "${modules[@]/%//pom.xml}" "${modules[@]/%//src/main}" -newer "$xylem_classpath" -type f -print -quit)"
    [ -z "$newer" ] && return 0
  fi
  if ! command -v mvn > /dev/null; then
    echo "No mvn found: install Maven, version 3.8.1 or later." >&2
    return 2
  fi
  echo "Building Xylem (the first build fetches its libraries from Maven Central)…" >&2
  local started=$SECONDS
  # Maven writes colour codes even where it is told not to.
  if ! (cd "$xylem_root" && mvn -B -ntp -q -Dstyle.color=never -Dquick -pl examples -am process-classes 2>&1) | sed $'s/\033\\[[0-9;]*m//g' >&2; then
    echo "The build failed; the messages above say why." >&2
    return 3
  fi
  touch "$xylem_classpath"
  echo "Built in $((SECONDS - started)) s." >&2
}

# Arrow and zstd allocate and free large blocks on several threads: glibc gives those back at once when its threshold for doing so
# is fixed, and otherwise keeps them. Resident memory is a third lower for it.
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-131072}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}"

xylem_exec() {
  local java
  java="$(xylem_java)"
  local version
  version="$(xylem_java_version "$java")"
  if [ "$version" -gt 0 ] && [ "$version" -lt 17 ]; then
    echo "Java $version is too old: $java; install a JDK, version 17 or later, or set JAVA_HOME." >&2
    return 2
  fi
  # Newer JDKs warn of what Arrow and H3 do unless they are told that it is meant.
  local allow=()
  [ "$version" -ge 24 ] && allow=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  local terminal=false
  [ -t 2 ] && terminal=true
  # shellcheck disable=SC2086  # JAVA_OPTS holds several options
  exec "$java" --add-opens=java.base/java.nio=ALL-UNNAMED -Darrow.allocation.manager.type=Unsafe \
    ${allow[@]+"${allow[@]}"} -Detl.terminal=$terminal ${JAVA_OPTS:-} -cp "$xylem_root/examples/target/classes:$(cat "$xylem_classpath")" "$@"
}
