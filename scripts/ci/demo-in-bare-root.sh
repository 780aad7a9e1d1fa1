#!/bin/bash
# The promise to a new user, kept on a machine with nothing on it: set-up from nothing as root, the demo image built
# without a container registry, one trace recorded, its record printed, and not an empty one.
#   [BARE_ROOT_SUITE=bookworm] scripts/ci/demo-in-bare-root.sh
set -euo pipefail

readonly FEWEST_EVENTS=20000
here=$(cd "$(dirname "$0")" && pwd)
record=$(mktemp)
inside=
# bare-root.sh ends what runs in it when it is told to end.
clean_up() {
  if [ -n "$inside" ] && kill "$inside" 2>/dev/null; then wait "$inside" || true; fi
  rm -f "$record"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$here/bare-root.sh" npm run --silent demo -- --json >"$record" &
inside=$!
wait "$inside"
inside=
node -e '
  const [file, fewest] = process.argv.slice(1);
  const record = JSON.parse(require("node:fs").readFileSync(file, "utf8"));
  console.error(`bare root: recorded ${record.events} events, ${record.discardedEvents} discarded, with ${record.engine}`);
  if (!(record.events > Number(fewest)) || record.discardedEvents !== 0) {
    console.error(`bare root: wanted more than ${fewest} events and none discarded:\n${JSON.stringify(record, null, 2)}`);
    process.exit(1);
  }
' "$record" "$FEWEST_EVENTS"
