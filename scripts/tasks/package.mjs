import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { electronExecutable } from '../electron/electron-runtime.mjs';
import { releaseOf } from '../package/release.mjs';
import { stageTree } from '../package/stage-tree.mjs';
import { readReference } from '../package/texts/command-reference.mjs';
import { writePackages } from '../package/write-packages.mjs';
import { ensureBuilt } from '../run/build.mjs';
import { inProject } from '../setup/project.mjs';
import { setUpPackaging } from '../setup/set-up.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';

const USAGE = 'usage: npm run package [-- --electron DIR] [--output DIR]';

/**
 * Builds the packages .deb, .rpm and .tar.zst for amd64.
 * @param {string[]} args
 */
export async function run(args) {
  const { electron, output } = readArguments(args);
  const folder = path.resolve(electron ?? path.dirname(await electronExecutable()));
  await setUpPackaging();
  ensureBuilt();
  const release = releaseOf(versionOf(folder), epoch());
  if (release.testOnly)
    say(`Electron ${release.electron} is not the one of package.json. The packages are named as test-only.`);
  mkdirSync(output, { recursive: true });
  const work = mkdtempSync(path.join(output, '.package-'));
  // Files of a package can be read by everybody.
  const umask = process.umask(0o022);
  try {
    const tree = path.join(work, 'tree');
    await stageTree(tree, release, folder, await readReference());
    for (const file of writePackages(tree, release, work)) {
      renameSync(file, path.join(output, path.basename(file)));
      process.stdout.write(`${path.join(output, path.basename(file))}\n`);
    }
  } finally {
    process.umask(umask);
    rmSync(work, { recursive: true, force: true });
  }
}

function readArguments(/** @type {string[]} */ args) {
  const given = { electron: undefined, output: inProject('dist') };
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at]?.replace(/^--/, '');
    if (!Object.hasOwn(given, name) || args[at + 1] === undefined) throw new SetupError(USAGE, undefined, 2);
    given[name] = args[at + 1];
  }
  return { ...given, output: path.resolve(given.output) };
}

/** Each Electron has its version in a file. */
function versionOf(/** @type {string} */ folder) {
  const file = path.join(folder, 'version');
  if (existsSync(file) && existsSync(path.join(folder, 'electron')))
    return readFileSync(file, 'utf8').trim().replace(/^v/, '');
  throw new SetupError(
    `${folder} is no folder of Electron for Linux: it has no files "electron" and "version".`,
    USAGE,
    2,
  );
}

/** The time of all files: SOURCE_DATE_EPOCH, otherwise that of the last commit. */
function epoch() {
  const given = process.env.SOURCE_DATE_EPOCH;
  const text = given ?? execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: inProject(), encoding: 'utf8' });
  const seconds = Number(text);
  if (Number.isSafeInteger(seconds) && seconds > 0) return seconds;
  throw new SetupError(`SOURCE_DATE_EPOCH is ${given}. It must be a number of seconds.`, undefined, 2);
}
