#!/bin/sh
# Renders the PNG files of the icon from its drawings. Run it after a change of a drawing, and commit the result.
# icon-small.svg is drawn on the pixel grid of 16 and 24 pixels. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"
for size in 16 24 32 48 64 128 256 512; do
  drawing=icon.svg
  [ "$size" -gt 24 ] || drawing=icon-small.svg
  rsvg-convert --width "$size" --height "$size" --output "$size.png" "$drawing"
done
