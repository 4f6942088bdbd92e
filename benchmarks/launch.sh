# Shared by run.sh and jmh.sh: builds the benchmarks, and starts a JVM on them.
bench_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=examples/launch.sh
source "$bench_root/examples/launch.sh"

bench_build() {
  (cd "$bench_root" && mvn -B -ntp -q -Dquick -pl benchmarks -am process-classes) >&2
}

bench_java() {
  # shellcheck disable=SC2086  # JAVA_OPTS holds several options
  "$(xylem_java)" --add-opens=java.base/java.nio=ALL-UNNAMED -Darrow.allocation.manager.type=Unsafe $(xylem_tuning) \
    ${JAVA_OPTS:--Xmx256m} -cp "$bench_root/benchmarks/target/classes:$(cat "$bench_root/benchmarks/target/classpath")" "$@"
}
