#!/bin/bash
# Tests a new user's first start on a bare machine: set-up as root, the demo image built without a container registry, and
# one trace recorded. Fails if the printed record has too few events or discarded ones.
#   [BARE_ROOT_SUITE=bookworm] scripts/ci/demo-in-bare-root.sh
set -euo pipefail

readonly FEWEST_EVENTS=20000
here=$(cd "$(dirname "$0")" && pwd)
record=$(mktemp)
inside=
# bare-root.sh ends its command when it gets a signal.
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
    console.error(`bare root: expected more than ${fewest} events and no discarded ones:\n${JSON.stringify(record, null, 2)}`);
    process.exit(1);
  }
' "$record" "$FEWEST_EVENTS"
