// Writes a staged tree as .deb, .rpm and .tar.zst. The same tree gives the same bytes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {
  debianDepends,
  neededLibraries,
  RECOMMENDED,
  RPM_RECOMMENDED,
  rpmRequires,
  SUGGESTED,
} from './dependencies.mjs';
import { APP_FOLDER, DEBIAN_PLACE, debianFiles, debianVersion, MAINTAINER } from './package-files.mjs';
import { MANIFEST, rivalOf, SUMMARY } from './release.mjs';
import { setTimes, writeFiles } from './stage-tree.mjs';

/** @typedef {import('./release.mjs').Release} Release */

const DESCRIPTION = [
  'Containers Trace records what a program does inside a Podman, Docker or',
  'Apptainer container with LTTng, keeps the traces in a library, and shows where',
  "the time went: the program's own function calls and the kernel underneath, on",
  'one clock.',
  '',
  'This package has the window and the command line, with the runtime of both. It',
  'starts no service and changes no group. Its dependency lttng-tools may start a',
  "root session daemon at boot; recording a program's own events does not use it.",
];
const TEST_ONLY = [
  'THIS PACKAGE IS FOR TESTS ONLY: it was built with another Electron than the one',
  'to which the product is pinned, which no longer gets security updates.',
  '',
];
const describe = ({ testOnly }) => [...(testOnly ? TEST_ONLY : []), ...DESCRIPTION];

/**
 * @param {string} tree is changed: the Debian package's own files are added last
 * @param {Release} release
 * @param {string} into an existing folder
 * @returns {string[]} the files
 */
export function writePackages(tree, release, into) {
  const libraries = neededLibraries(path.join(tree, APP_FOLDER));
  const archive = writeArchive(tree, release, into);
  const rpm = writeRpm(tree, release, into, libraries);
  return [writeDeb(tree, release, into, libraries), rpm, archive];
}

/** Nobody downloads a package for tests. */
const levelOf = ({ testOnly }) => (testOnly ? 1 : 19);
const environment = ({ epoch }) => ({ ...process.env, LC_ALL: 'C', TZ: 'UTC', SOURCE_DATE_EPOCH: String(epoch) });

/** The tree below one folder, which runs from any place. */
function writeArchive(tree, release, into) {
  const top = `${release.name}-${release.version}-linux-x64`;
  const file = path.join(into, `${top}.tar.zst`);
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--format=gnu', '--sort=name'];
  const options = [...owner, `--transform=s,^usr,${top},`, `--use-compress-program=zstd -T0 -${levelOf(release)} -q`];
  execFileSync('tar', [...options, '-cf', file, '-C', tree, 'usr'], { env: environment(release) });
  return file;
}

function writeDeb(tree, release, into, libraries) {
  for (const [from, to] of Object.entries(DEBIAN_PLACE)) move(path.join(tree, from), path.join(tree, to));
  writeFiles(tree, debianFiles(release));
  const files = filesBelow(tree);
  const bytes = files.reduce((sum, file) => sum + lstatSync(path.join(tree, file)).size, 0);
  const control = path.join(tree, 'DEBIAN');
  mkdirSync(control);
  writeFileSync(path.join(control, 'control'), debianControl(release, libraries, bytes));
  writeFileSync(path.join(control, 'md5sums'), files.filter(isPlain(tree)).map(md5Line(tree)).join(''));
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', control]);
  setTimes(tree, release.epoch);
  const file = path.join(into, `${release.name}_${debianVersion(release)}_amd64.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zzstd', `-z${levelOf(release)}`, '--build', tree, file], {
    env: environment(release),
    stdio: ['ignore', 'ignore', 2],
  });
  return file;
}

/**
 * @param {Release} release
 * @param {string[]} libraries sonames
 * @param {number} bytes of all files
 */
export function debianControl(release, libraries, bytes) {
  const rival = rivalOf(release);
  const fields = {
    Package: release.name,
    Version: debianVersion(release),
    Section: 'devel',
    Priority: 'optional',
    Architecture: 'amd64',
    Maintainer: MAINTAINER,
    'Installed-Size': Math.ceil(bytes / 1024),
    Depends: debianDepends(libraries).join(', '),
    Recommends: RECOMMENDED.join(', '),
    Suggests: SUGGESTED.join(', '),
    Conflicts: rival,
    Replaces: rival,
    ...(release.testOnly ? { Provides: rival } : {}),
    Description: [
      `${SUMMARY}${release.testOnly ? ' (test only)' : ''}`,
      ...describe(release).map((line) => line || '.'),
    ].join('\n '),
  };
  return `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n`;
}

function writeRpm(tree, release, into, libraries) {
  const work = path.join(into, '.rpm');
  mkdirSync(work);
  const spec = path.join(work, 'containers-trace.spec');
  writeFileSync(spec, rpmSpec(release, libraries, filesBelow(tree)));
  const defines = [
    ['_topdir', work],
    ['staged', tree],
    ['_buildhost', 'reproducible'],
    ['use_source_date_epoch_as_buildtime', '1'],
    ['clamp_mtime_to_source_date_epoch', '1'],
    ['_binary_payload', `w${levelOf(release)}.zstdio`],
  ].flatMap(([name, value]) => ['--define', `${name} ${value}`]);
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', 'x86_64', ...defines, spec], {
    env: environment(release),
    stdio: ['ignore', 'ignore', 2],
  });
  const name = `${release.name}-${release.version}-1.x86_64.rpm`;
  cpSync(path.join(work, 'RPMS/x86_64', name), path.join(into, name), { preserveTimestamps: true });
  rmSync(work, { recursive: true });
  return path.join(into, name);
}

/**
 * @param {Release} release
 * @param {string[]} libraries sonames
 * @param {string[]} files below the tree
 */
export function rpmSpec(release, libraries, files) {
  const rival = rivalOf(release);
  const own = files.filter((file) => !file.startsWith(`${APP_FOLDER}/`));
  const date = new Date(release.epoch * 1000).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+).*/, '$1 $3 $2 $4');
  return [
    '# The tree is complete: nothing is stripped, and the sonames are named below.',
    '%global debug_package %{nil}',
    '%global __os_install_post %{nil}',
    '%global _build_id_links none',
    'AutoReqProv: no',
    `Name: ${release.name}`,
    `Version: ${release.version}`,
    'Release: 1',
    `Summary: ${SUMMARY[0].toUpperCase()}${SUMMARY.slice(1)}${release.testOnly ? ' (test only)' : ''}`,
    `License: ${MANIFEST.license}`,
    `Packager: ${MAINTAINER}`,
    'Group: Development/Tools',
    ...rpmRequires(libraries).map((name) => `Requires: ${name}`),
    ...RPM_RECOMMENDED.map((name) => `Recommends: ${name}`),
    `Conflicts: ${rival}`,
    ...(release.testOnly ? [`Provides: ${rival} = ${release.version}`] : []),
    '%description',
    ...describe(release),
    '%install',
    'cp -a %{staged}/. %{buildroot}/',
    '%files',
    `%dir "/${APP_FOLDER}"`,
    `"/${APP_FOLDER}/*"`,
    `%dir "/usr/share/doc/${release.name}"`,
    ...own.map((file) => `"/${file}"`),
    '%changelog',
    `* ${date} ${MAINTAINER} - ${release.version}-1`,
    '- What changed is in changelog.gz.',
    '',
  ].join('\n');
}

/** Moves a file, with a new folder in place of its old one. */
function move(/** @type {string} */ from, /** @type {string} */ to) {
  mkdirSync(path.dirname(to), { recursive: true });
  renameSync(from, to);
  rmdirSync(path.dirname(from));
}

/** Files and links, sorted. */
function filesBelow(/** @type {string} */ tree) {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => path.relative(tree, path.join(parentPath, name)))
    .sort();
}

const isPlain = (/** @type {string} */ tree) => (/** @type {string} */ file) =>
  lstatSync(path.join(tree, file)).isFile();
const md5Line = (/** @type {string} */ tree) => (/** @type {string} */ file) =>
  `${createHash('md5')
    .update(readFileSync(path.join(tree, file)))
    .digest('hex')}  ${file}\n`;
