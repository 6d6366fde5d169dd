# Sourced by ./demo and ./bench: builds a module if its sources are newer than its jar, and finds what it runs on.
#
#   launch_prepare multiproc-examples
#   exec "$JAVA" "${JVM_ARGS[@]}" -cp "$CP" the.main.Class "$@"
#
# JAVA_HOME decides which JDK builds and runs; without it, the java on the PATH. All output goes to standard error.

LAUNCH_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

launch_fail() { # launch_fail MESSAGE: prints it and ends the script with exit code 1
  echo "${0##*/}: $1" >&2
  exit 1
}

# Sets JAVA and JVM_ARGS.
launch_find_java() {
  local version feature
  if [ -n "${JAVA_HOME:-}" ]; then
    JAVA=$JAVA_HOME/bin/java
    [ -x "$JAVA" ] || launch_fail "no java under JAVA_HOME: JAVA_HOME=$JAVA_HOME (set it to a JDK 17 or later)"
  else
    JAVA=$(command -v java) || launch_fail "no java found (install a JDK 17 or later, or set JAVA_HOME)"
  fi
  version=$("$JAVA" -version 2>&1) || launch_fail "java does not run: $JAVA -version said: $version"
  feature=$(sed -n 's/.* version "\([0-9]*\).*/\1/p' <<<"$version" | head -n 1)
  [ "${feature:-0}" -ge 17 ] || launch_fail "JDK 17 or later needed: $JAVA is ${feature:-unknown} (set JAVA_HOME)"
  JVM_ARGS=()
  if [ "$feature" -ge 22 ]; then
    JVM_ARGS+=(--enable-native-access=ALL-UNNAMED)
  fi
}

launch_jar() { # launch_jar MODULE: the path of the module's jar, or nothing
  local jar
  for jar in "$LAUNCH_ROOT/$1/target/$1"-*.jar; do
    case $jar in
      *-sources.jar | *-javadoc.jar | *-tests.jar) ;;
      *) if [ -e "$jar" ]; then echo "$jar" && return; fi ;;
    esac
  done
}

launch_up_to_date() { # launch_up_to_date MODULE: whether nothing changed since its class path was written
  local stamp=$LAUNCH_ROOT/$1/target/classpath.txt jar module sources=("$LAUNCH_ROOT/pom.xml")
  [ -s "$stamp" ] && [ -n "$(launch_jar "$1")" ] || return 1
  while IFS= read -r jar || [ -n "$jar" ]; do
    [ -e "$jar" ] || return 1
  done < <(tr ':' '\n' <"$stamp")
  for module in multiproc-api multiproc-ipc multiproc-core multiproc-progress "$1"; do
    sources+=("$LAUNCH_ROOT/$module/pom.xml")
    # Directories too: their time tells of a file that was deleted.
    [ ! -d "$LAUNCH_ROOT/$module/src/main" ] || sources+=("$LAUNCH_ROOT/$module/src/main")
  done
  [ -z "$(find "${sources[@]}" -newer "$stamp" -print -quit)" ]
}

launch_build() { # launch_build MODULE: packages it and what it uses; no tests, nothing is installed
  local stamp=$LAUNCH_ROOT/$1/target/classpath.txt log
  command -v mvn >/dev/null || launch_fail "no mvn found (install Maven 3.8 or later)"
  echo "building $1 (the first time Maven also downloads what it needs: some minutes) ..." >&2
  log=$(mktemp)
  if ! (cd "$LAUNCH_ROOT" && rm -f "$stamp" &&
    mvn -B -ntp -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "$1" -am \
      package dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile=target/classpath.txt) >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    launch_fail "the build of $1 failed (run: mvn -B -ntp -DskipTests -pl $1 -am package)"
  fi
  rm -f "$log"
}

# launch_prepare MODULE: sets JAVA, JVM_ARGS (an array) and CP; builds first where needed.
launch_prepare() {
  launch_find_java
  launch_up_to_date "$1" || launch_build "$1"
  CP=$(launch_jar "$1"):$(<"$LAUNCH_ROOT/$1/target/classpath.txt")
}
