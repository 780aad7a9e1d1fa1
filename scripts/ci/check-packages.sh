#!/bin/bash
# Checks the packages with the tools of Debian. Their exceptions are in packaging/lintian-overrides and packaging/rpmlint.toml.
#   scripts/ci/check-packages.sh FILE.deb FILE.rpm
set -euo pipefail

deb=$1 rpm=$2
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
id=$(sed -n 's/.*"desktopName": "\(.*\)\.desktop".*/\1/p' "$project/package.json")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

refuse() { printf 'package: %s\n' "$*" >&2; exit 1; }
nothing() { [ -z "$2" ] || refuse "$1:"$'\n'"$2"; }

dpkg-deb -x "$deb" "$work/deb"
mkdir "$work/rpm"
(cd "$work/rpm" && rpm2cpio "$rpm" | cpio --quiet -idm)
share=$work/deb/usr/share

# Both take some seconds. Chromium contains libraries, which lintian would search for half of its time.
rpmlint -c "$project/packaging/rpmlint.toml" "$rpm" >"$work/rpmlint" 2>&1 &
lintian --no-cfg --dont-check-part libraries/embedded --tag-display-limit 0 --fail-on error,warning "$deb" >"$work/lintian" 2>&1 ||
  refuse "lintian objects:"$'\n'"$(cat "$work/lintian")"
wait $! || true
grep -q ' 0 errors, 0 warnings' "$work/rpmlint" || refuse "rpmlint objects:"$'\n'"$(cat "$work/rpmlint")"
desktop-file-validate "$share/applications/$id.desktop"
appstreamcli validate --no-net "$share/metainfo/$id.metainfo.xml" >"$work/appstream" || refuse "$(cat "$work/appstream")"
appstreamcli validate-tree --no-net "$work/deb" >"$work/appstream" || refuse "$(cat "$work/appstream")"

gzip -dc "$share/man/man1/containers-trace.1.gz" >"$work/manual.1"
nothing 'mandoc objects' "$(mandoc -T lint -W warning "$work/manual.1" || true)"
zsh -n "$share/zsh/vendor-completions/_containers-trace"
completed=$(bash -euc 'source "$1"; COMP_WORDS=(containers-trace rec); COMP_CWORD=1; _containers_trace; echo "${COMPREPLY[*]}"' bash \
  "$share/bash-completion/completions/containers-trace")
[ "$completed" = 'record recover' ] || refuse "bash completes \"rec\" to \"$completed\""
completed=$(fish --no-config --command 'source $argv[1]; complete --do-complete "containers-trace export --forma"' \
  "$share/fish/vendor_completions.d/containers-trace.fish" | cut -f1)
[ "$completed" = --format ] || refuse "fish completes \"export --forma\" to \"$completed\""

# No script runs at installation and removal, so none can enable a service or change a group.
nothing 'the .deb has maintainer scripts' "$(dpkg-deb --ctrl-tarfile "$deb" | tar -t | grep -vE '^\./((control|md5sums)?)$' || true)"
nothing 'the .rpm has scripts' "$(rpm --query --package --scripts --triggers "$rpm" 2>/dev/null)"
# Both packages have the same files, apart from what Debian keeps elsewhere.
files() { (cd "$1" && find . ! -type d -printf '%P %m %l\n' | grep -vE '/(lintian|vendor-completions|site-functions|doc)/' | sort); }
nothing '.deb and .rpm have different files' "$(diff <(files "$work/deb") <(files "$work/rpm") || true)"

# Exported traces get their own types, and other archives keep theirs.
install -D /usr/share/mime/packages/freedesktop.org.xml "$share/mime/packages/freedesktop.org.xml"
update-mime-database "$share/mime" 2>/dev/null
types=$(XDG_DATA_HOME=$work/none XDG_DATA_DIRS=$share /usr/bin/python3 -c '
from gi.repository import Gio
for name in ["a.ctrace.zip", "a.zip", "a.ctrace.tar.zst", "a.tar.zst"]:
    kind = Gio.content_type_guess(name, None)[0]
    print(name, kind, Gio.content_type_is_a(kind, "application/zip"), Gio.content_type_is_a(kind, "application/zstd"))
')
expected='a.ctrace.zip application/vnd.containers-trace+zip True False
a.zip application/zip True False
a.ctrace.tar.zst application/vnd.containers-trace+zstd False True
a.tar.zst application/x-zstd-compressed-tar False True'
nothing 'the MIME types differ' "$(diff <(echo "$expected") <(echo "$types") || true)"

for tree in deb rpm; do
  wrong=$(cd "$project" && node --input-type=module -e '
    import { wrongFuses } from "./scripts/package/fuses.mjs";
    console.log((await wrongFuses(process.argv[1])).join(" "));
  ' "$work/$tree/usr/lib/containers-trace/electron")
  nothing "the fuses of the .$tree differ" "$wrong"
done
printf 'package: lintian, rpmlint, desktop-file-validate, appstreamcli, mandoc, shells, MIME types and fuses passed\n' >&2
