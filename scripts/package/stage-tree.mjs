// The tree of a package: Electron, the app and the package's files, all with the same time.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inProject } from '../setup/project.mjs';
import { setFuses } from './fuses.mjs';
import { APP_FOLDER, packageFiles } from './package-files.mjs';
import { MANIFEST } from './release.mjs';
import { billOfMaterials } from './texts/bill-of-materials.mjs';
import { bundledLicences, LICENCES_FILE, licencesText } from './texts/licences.mjs';

/** Fields of package.json that Electron and the app read. Without devDependencies the app knows that it is no checkout. */
const MANIFEST_FIELDS = [
  ...['name', 'productName', 'version', 'description', 'author', 'license', 'type', 'main', 'desktopName', 'engines'],
];
/** Chromium's sandbox needs root where the system allows no user namespaces. It uses them where it can. */
const SANDBOX_MODE = 0o4755;

/**
 * @param {string} root an empty folder
 * @param {import('./release.mjs').Release} release
 * @param {string} electron its folder
 * @param {import('./texts/command-reference.mjs').Reference} reference
 */
export async function stageTree(root, release, electron, reference) {
  const app = path.join(root, APP_FOLDER);
  mkdirSync(path.dirname(app), { recursive: true });
  cpSync(electron, app, { recursive: true });
  for (const name of ['version', 'resources/default_app.asar']) rmSync(path.join(app, name), { force: true });
  const licences = bundledLicences(inProject('out'));
  stageApp(path.join(app, 'resources', 'app'), licences);
  const versions = execFileSync(path.join(app, 'electron'), ['-p', 'JSON.stringify(process.versions)'], {
    encoding: 'utf8',
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const bundled = licences.map(({ name, version }) => `${name}@${version}`);
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
  const bill = billOfMaterials(release, packages, JSON.parse(versions), bundled);
  setModes(app);
  chmodSync(path.join(app, 'chrome-sandbox'), SANDBOX_MODE);
  await setFuses(path.join(app, 'electron'));
  writeFiles(root, packageFiles(release, { reference, billOfMaterials: bill }));
  mkdirSync(path.join(root, 'usr/bin'));
  symlinkSync('../lib/containers-trace/containers-trace', path.join(root, 'usr/bin/containers-trace'));
  setTimes(root, release.epoch);
}

/** Adds files with their folders. @param {string} root @param {import('./package-files.mjs').PackageFile[]} files */
export function writeFiles(root, files) {
  for (const { to, content, mode } of files) {
    const file = path.join(root, to);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
  }
}

/** The built app, without the maps of its code. */
function stageApp(/** @type {string} */ folder, /** @type {import('./texts/licences.mjs').Licence[]} */ licences) {
  const left = (/** @type {string} */ file) =>
    /\.map$/.test(file) ||
    path.basename(file) === LICENCES_FILE ||
    /^\.(built-from|seen-sources)$/.test(path.basename(file));
  cpSync(inProject('out'), path.join(folder, 'out'), { recursive: true, filter: (file) => !left(file) });
  cpSync(inProject('images'), path.join(folder, 'images'), { recursive: true });
  const fields = MANIFEST_FIELDS.map((field) => [field, MANIFEST[field]]);
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`);
  writeFileSync(path.join(folder, 'LICENCES.md'), licencesText(licences));
}

/** Everybody can read everything. What its owner can execute, everybody can; libraries are not executed. */
function setModes(/** @type {string} */ folder) {
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', folder]);
  for (const name of readdirSync(folder)) if (/\.so(\.\d+)*$/.test(name)) chmodSync(path.join(folder, name), 0o644);
}

/** Sets the time of everything below, and of the folder. @param {string} folder @param {number} epoch seconds */
export function setTimes(folder, epoch) {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true, recursive: true }) : [];
  for (const { parentPath, name } of entries) lutimesSync(path.join(parentPath, name), epoch, epoch);
  lutimesSync(folder, epoch, epoch);
}
