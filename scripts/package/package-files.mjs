// The files of a package beside Electron and the app, each with its place. Directories and files belong to root.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { inProject } from '../setup/project.mjs';
import { APP_ID } from './release.mjs';
import { bashCompletion, fishCompletion, zshCompletion } from './texts/completions.mjs';
import { manualPage } from './texts/manual-page.mjs';

/** The app's folder in a package. It is a plain folder without spaces, because polkit and the helper's checks name its files. */
export const APP_FOLDER = 'usr/lib/containers-trace';
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const ZSH_COMPLETION = 'zsh/site-functions/_containers-trace';
const PROGRAM = 0o755;
const FILE = 0o644;

/** @typedef {{ to: string, content: string | Buffer, mode: number }} PackageFile */

/**
 * @param {import('./release.mjs').Release} release
 * @param {{ reference: import('./texts/command-reference.mjs').Reference, billOfMaterials: string }} made
 * @returns {PackageFile[]} paths without the leading slash
 */
export function packageFiles(release, { reference, billOfMaterials }) {
  const share = (to, content) => ({ to: `usr/share/${to}`, content, mode: FILE });
  const docs = (name, content) => share(`doc/${release.name}/${name}`, content);
  return [
    { to: `${APP_FOLDER}/containers-trace`, content: packaging('containers-trace.sh'), mode: PROGRAM },
    share(`applications/${APP_ID}.desktop`, packaging('desktop', `${APP_ID}.desktop`)),
    share(`metainfo/${APP_ID}.metainfo.xml`, metainfo(release)),
    share(`mime/packages/${APP_ID}.xml`, packaging('desktop', `${APP_ID}.xml`)),
    share(`icons/hicolor/scalable/apps/${APP_ID}.svg`, packaging('icons', 'icon.svg')),
    ...ICON_SIZES.map((size) =>
      share(`icons/hicolor/${size}x${size}/apps/${APP_ID}.png`, packaging('icons', `${size}.png`)),
    ),
    share(
      'man/man1/containers-trace.1.gz',
      gzip(manualPage(reference, { version: release.appVersion, date: release.date })),
    ),
    share('bash-completion/completions/containers-trace', bashCompletion(reference)),
    share(ZSH_COMPLETION, zshCompletion(reference)),
    share('fish/vendor_completions.d/containers-trace.fish', fishCompletion(reference)),
    docs('copyright', packaging('copyright')),
    docs('changelog.gz', gzip(readFileSync(inProject('CHANGELOG.md')))),
    docs('containers-trace.cdx.json', billOfMaterials),
    ...polkitFiles(),
  ];
}

/** Debian's zsh looks into another folder than that of other distributions. */
export const DEBIAN_PLACE = { [`usr/share/${ZSH_COMPLETION}`]: 'usr/share/zsh/vendor-completions/_containers-trace' };

/** Files that only a Debian package has. @param {import('./release.mjs').Release} release @returns {PackageFile[]} */
export function debianFiles(release) {
  const date = new Date(release.epoch * 1000).toUTCString().replace('GMT', '+0000');
  const lines = [
    `${release.name} (${debianVersion(release)}) unstable; urgency=medium`,
    '  * What changed is in changelog.gz.',
    ` -- ${MAINTAINER}  ${date}`,
  ];
  const overrides = String(packaging('lintian-overrides')).replaceAll('@NAME@', release.name);
  return [
    {
      to: `usr/share/doc/${release.name}/changelog.Debian.gz`,
      content: gzip(`${lines.join('\n\n')}\n`),
      mode: FILE,
    },
    { to: `usr/share/lintian/overrides/${release.name}`, content: overrides, mode: FILE },
  ];
}

export const MAINTAINER = 'the Containers Trace authors <authors@containerstrace.invalid>';
export const debianVersion = (/** @type {import('./release.mjs').Release} */ { version }) => `${version}-1`;

/** The action for the password prompt, and what it starts. */
function polkitFiles() {
  return readdirSync(inProject('packaging', 'polkit')).map((name) => ({
    to: name.endsWith('.policy') ? `usr/share/polkit-1/actions/${name}` : `${APP_FOLDER}/${name}`,
    content: packaging('polkit', name),
    mode: name.endsWith('.policy') ? FILE : PROGRAM,
  }));
}

const metainfo = ({ appVersion, date }) =>
  String(packaging('desktop', `${APP_ID}.metainfo.xml`))
    .replace('@VERSION@', appVersion)
    .replace('@DATE@', date);

const packaging = (/** @type {string[]} */ ...parts) => readFileSync(path.join(inProject('packaging'), ...parts));
const gzip = (/** @type {string | Buffer} */ content) => gzipSync(content, { level: 9 });
