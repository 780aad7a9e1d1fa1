// Queries apt for available packages, and installs packages without questions from apt.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findProgram } from './presence.mjs';
import { isRoot } from './project.mjs';
import { SetupError, say } from './setup-error.mjs';
import { atLeast } from './versions.mjs';

const LOCK_SECONDS = 300;

export function hasApt() {
  return findProgram('apt-get') !== undefined;
}

/**
 * @param {string[]} names
 * @returns {Map<string, string>} the available packages and their versions, from apt's current lists
 */
export function offeredByApt(names) {
  const env = { ...process.env, LC_ALL: 'C' };
  return candidatesIn(execFileSync('apt-cache', ['policy', ...names], { encoding: 'utf8', env }));
}

/** @param {string} policy output of apt-cache policy in the C locale */
export function candidatesIn(policy) {
  const found = [...policy.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm)];
  return new Map(found.filter(([, , version]) => version !== '(none)').map(([, name, version]) => [name, version]));
}

/**
 * Chooses one name for each package.
 * @param {Pick<import('./system-requirements.mjs').Requirement, 'packages' | 'firstFromPodman'>[]} requirements
 * @param {Map<string, string>} offered empty if apt has no lists yet; then the distribution's version decides
 * @param {boolean} newNames
 */
export function choosePackages(requirements, offered, newNames) {
  const chosen = requirements.flatMap(({ packages, firstFromPodman }) => {
    const podman = offered.get('podman')?.replace(/^\d+:/, '');
    const firstFits = !firstFromPodman || (podman ? atLeast(podman, firstFromPodman) : newNames);
    return packages.map((names) => chooseName(firstFits ? names : names.slice(1), offered, newNames));
  });
  return [...new Set(chosen)];
}

function chooseName(names, offered, newNames) {
  return names.find((name) => offered.has(name)) ?? (newNames ? names[0] : names[names.length - 1]);
}

/** @param {string} osRelease content of /etc/os-release */
export function usesNewNames(osRelease) {
  const field = (name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  const version = field('VERSION_ID');
  if (!/^\d/.test(version)) return true;
  return field('ID') === 'debian' ? atLeast(version, '13') : atLeast(version, '24.04');
}

export function thisSystemUsesNewNames() {
  return usesNewNames(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {string[]} packages */
export function installCommand(packages) {
  return `sudo apt-get update && sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * @param {string[]} packages
 * @returns {string[]} the packages that are not installed now
 */
export function notInstalled(packages) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: placeholders of dpkg-query
  const format = '--showformat=${Package} ${db:Status-Status}\n';
  const query = spawnSync('dpkg-query', ['--show', format, ...packages], { encoding: 'utf8' });
  const installed = new Set([...query.stdout.matchAll(/^(\S+) installed$/gm)].map((match) => match[1]));
  return packages.filter((name) => !installed.has(name));
}

/** Continues if a list cannot be downloaded, since the needed packages may be in another list. apt-get prints the error. */
export function updateLists() {
  if (aptGet(['update', '-qq']) !== 0) say('apt-get update failed, see above. Continuing with the existing lists');
}

/**
 * @param {string[]} packages
 * @throws {SetupError}
 */
export function installPackages(packages) {
  const status = aptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  if (status !== 0) {
    throw new SetupError(
      `apt-get install failed with exit code ${status}. See above.`,
      `Run: ${installCommand(packages)}`,
    );
  }
}

function aptGet(args) {
  const command = [
    ...(isRoot() ? [] : ['sudo']),
    ...['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', `DPkg::Lock::Timeout=${LOCK_SECONDS}`],
    ...args,
  ];
  const result = spawnSync(command[0], command.slice(1), { stdio: [isRoot() ? 'ignore' : 'inherit', 2, 2] });
  if (result.error) throw new SetupError(`${command[0]} could not be started: ${result.error.message}`);
  return result.status ?? 1;
}
