#!/bin/sh
# tools/dev reads code only where it must: `run` of any command but suggest asks neither npm nor the grammars, and does not
# take them from a build folder that has them. Stand-ins for cmake and npm write down how they are called.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/bin" "$scratch/tree/tools"
cp -R tools/dev tools/grammars "$scratch/tree/tools/"

stand_in() { # NAME: reads its script
    { printf '#!/bin/sh\n'; cat; } >"$scratch/bin/$1"
    chmod +x "$scratch/bin/$1"
}
stand_in cmake <<'END'
[ "$1" != --version ] || exit 0
[ "$1" != -S ] && exit 0
echo "cmake $4 $5" >>"$CALLS"
mkdir -p "$2/build/release/bin"
option=${5#-D}
printf 'SAMGEN_SUGGEST:BOOL=%s\n' "${option#*=}" >"$2/build/release/CMakeCache.txt"
ln -sf /bin/true "$2/build/release/bin/samgen"
END
stand_in npm <<'END'
[ "$1" != --version ] || echo "npm is looked for" >>"$CALLS"
END
for name in gcc make pkg-config ctest apt-get; do
    stand_in "$name" </dev/null
done

# calls WANTED COMMAND...: what `tools/dev COMMAND...` calls
bad=0
calls() {
    wanted=$1
    shift
    : >"$scratch/calls"
    CALLS="$scratch/calls" PATH="$scratch/bin:$PATH" "$scratch/tree/tools/dev" "$@"
    called=$(cat "$scratch/calls")
    [ "$called" = "$wanted" ] || { echo "tools/dev $* calls: $called, not: $wanted"; bad=1; }
}
with='npm is looked for
cmake release -DSAMGEN_SUGGEST=ON'
calls 'cmake release -DSAMGEN_SUGGEST=OFF' run s3-read --bucket my-bucket
calls 'cmake release -DSAMGEN_SUGGEST=OFF' run help suggest
calls "$with" run suggest template.yaml
calls 'cmake release -DSAMGEN_SUGGEST=ON' run s3-read --bucket my-bucket
rm -r "$scratch/tree/build"
calls "$with" build
rm -r "$scratch/tree/build"
calls "$with" test
mkdir -p "$scratch/tree/build/grammars"
cp tools/grammars/package-lock.json "$scratch/tree/build/grammars/"
calls 'cmake release -DSAMGEN_SUGGEST=ON' test
grep -E 'resolved|://' tools/grammars/package-lock.json && { echo "the lock file names addresses"; bad=1; }
exit $bad
