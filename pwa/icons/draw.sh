#!/bin/sh
# Draws the app's icons from the two SVG files with Chromium; run it after changing them. Needs `chromium`.
set -eu
cd "$(dirname "$0")"
draw() { # source size target
    page=$(mktemp --suffix=.html)
    printf '<style>*{margin:0}svg,img{display:block;width:%spx;height:%spx}</style>' "$2" "$2" > "$page"
    cat "$1" >> "$page"
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
        --default-background-color=00000000 --window-size="$2,$2" --screenshot="$3" "file://$page" 2>/dev/null
    rm "$page"
}
out=../public/icons
draw ../public/icon.svg 192 "$out/192.png"
draw ../public/icon.svg 512 "$out/512.png"
draw maskable.svg 512 "$out/maskable-512.png"
draw maskable.svg 180 "$out/apple-touch.png"
draw badge.svg 96 "$out/badge.png"
