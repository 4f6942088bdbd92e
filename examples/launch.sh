# Shared by demo.sh and etl: builds the modules that the command needs, and starts a JVM on them.
# File names are what the locale's charset makes of their bytes; in the C locale Java cannot open those that are not ASCII.
[ "$(locale charmap 2> /dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8

xylem_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
xylem_target="$xylem_root/examples/target"
xylem_classpath="$xylem_target/classpath"

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

# The version of a java, from the release file beside it; empty if that cannot be told.
xylem_java_release() {
  local release
  release="$(dirname "$(dirname "$(readlink -f "$1")")")/release"
  [ -f "$release" ] && sed -n 's/^JAVA_VERSION="\([0-9][0-9A-Za-z._+-]*\)".*/\1/p' "$release"
}

# The same, its first number only; 0 if it cannot be told.
xylem_java_version() {
  local release
  release="$(xylem_java_release "$1")"
  echo "${release%%.*}" | grep -x '[0-9][0-9]*' || echo 0
}

# The jar with the command; a full build puts others beside it.
xylem_jar() {
  find "$xylem_target" -maxdepth 1 -name 'examples-*.jar' ! -name '*-javadoc.jar' ! -name '*-sources.jar' ! -name '*-tests.jar'
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
  rm -rf "$xylem_target"/start-*
  echo "Built in $((SECONDS - started)) s." >&2
}

# What lets a JVM of this version start faster: an archive of the classes that a small job needs, made once. Does without if that fails.
xylem_prepare_start() {
  local java release archive
  java="$(xylem_java)" || return 0
  release="$(xylem_java_release "$java")" || return 0
  archive="$xylem_target/start-$release.jsa"
  [ -e "$archive" ] && return 0
  local room="$xylem_target/start-$release"
  rm -rf "$room"
  {
    (xylem_exec io.xylem.examples.flights.FlightMessagesCommand --documents 500 --archives 1 "$room/archives") \
      && (JAVA_OPTS="-XX:ArchiveClassesAtExit=$room/archive" xylem_exec io.xylem.examples.cli.Etl ingest --no-progress \
        --mapping "$xylem_root/examples/flights.yaml" --input "$room/archives" --table "$room/table" --h3 lat,lon:5,7,9)
  } > /dev/null 2>&1 || true
  if [ -f "$room/archive" ]; then mv "$room/archive" "$archive"; else : > "$archive"; fi
  rm -rf "$room"
}

# Arrow and zstd allocate and free large blocks on several threads: glibc gives those back at once when its threshold for doing so
# is fixed, and otherwise keeps them. Resident memory is a third lower for it.
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-131072}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}"

# The JVM is made for servers that run for days, and spends more time on compiling than a job of 100,000 documents takes: it compiles
# only what is really hot, in small pieces. docs/performance.md has the figures.
xylem_tuning() {
  echo -XX:+IgnoreUnrecognizedVMOptions -XX:FreqInlineSize=100 -XX:Tier4InvocationThreshold=80000 -XX:Tier4MinInvocationThreshold=9600 \
    -XX:Tier4CompileThreshold=240000 -XX:Tier4BackEdgeThreshold=640000
  case "${JAVA_OPTS:-}" in
    *-XX:+Use*GC*) ;;
    *) echo -XX:+UseParallelGC ;;
  esac
}

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
  local archive
  archive="$xylem_target/start-$(xylem_java_release "$java").jsa"
  local start=()
  [ -s "$archive" ] && start=(-XX:SharedArchiveFile="$archive" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off)
  local jar
  jar="$(xylem_jar)"
  # shellcheck disable=SC2086  # both hold several options
  exec "$java" --add-opens=java.base/java.nio=ALL-UNNAMED -Darrow.allocation.manager.type=Unsafe \
    ${allow[@]+"${allow[@]}"} $(xylem_tuning) ${start[@]+"${start[@]}"} -Detl.terminal=$terminal ${JAVA_OPTS:-} \
    -cp "$jar:$(cat "$xylem_classpath")" "$@"
}
