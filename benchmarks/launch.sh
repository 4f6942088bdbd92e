# Shared by run.sh and jmh.sh: builds the benchmarks, and starts a JVM on them.
bench_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

bench_build() {
  (cd "$bench_root" && mvn -B -ntp -q -Dquick -pl benchmarks -am process-classes) >&2
}

# Arrow and zstd allocate and free large blocks on several threads: glibc gives those back at once when its threshold for doing so
# is fixed, and otherwise keeps them. Resident memory is a third lower for it.
export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-131072}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-131072}"

bench_java() {
  # shellcheck disable=SC2086  # JAVA_OPTS holds several options
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" --add-opens=java.base/java.nio=ALL-UNNAMED -Darrow.allocation.manager.type=Unsafe \
    ${JAVA_OPTS:--Xmx256m} -cp "$bench_root/benchmarks/target/classes:$(cat "$bench_root/benchmarks/target/classpath")" "$@"
}
