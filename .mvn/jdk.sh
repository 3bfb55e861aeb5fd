# Finds a JDK 25 or newer and exports JAVA_HOME, also where an older Java is the default.
# Sourced by ./mvnw and ./spillway; ends the calling script with one clear line when there is none.

spillway_jdk_version() { # prints the feature version of the JDK in $1, nothing when $1 holds no JDK
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

spillway_find_jdk() {
  wanted=25
  on_path=$(command -v javac 2>/dev/null) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")") || on_path=
  case $- in *f*) globbing=off ;; *) globbing=on ;; esac
  set +f
  for home in "${SPILLWAY_JAVA_HOME-}" "${JAVA_HOME-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$home" ] || continue
    version=$(spillway_jdk_version "$home")
    if [ "${version:-0}" -ge "$wanted" ]; then
      JAVA_HOME=$home
      export JAVA_HOME
      break
    fi
    version=
  done
  [ "$globbing" = on ] || set -f
  [ -n "${version-}" ] && return
  echo "Spillway needs a JDK $wanted and found none: install Eclipse Temurin $wanted (https://adoptium.net), or point SPILLWAY_JAVA_HOME at one." >&2
  exit 1
}

spillway_find_jdk
