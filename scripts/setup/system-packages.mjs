// Installs the distribution's packages that a task needs: lists them with the reasons, asks once, installs them.

import { containerRegistryAnswers, dockerAnswers } from './answers.mjs';
import {
  choosePackages,
  hasApt,
  installCommand,
  installPackages,
  notInstalled,
  offeredByApt,
  thisSystemUsesNewNames,
  updateLists,
} from './apt.mjs';
import { askYesNo, hasTerminal } from './ask.mjs';
import { recordInstalled } from './installed-record.mjs';
import { isPresent } from './presence.mjs';
import { isRoot } from './project.mjs';
import { SetupError, say } from './setup-error.mjs';
import { REQUIREMENTS } from './system-requirements.mjs';

/** @typedef {import('./system-requirements.mjs').Group} Group */
/** @typedef {import('./system-requirements.mjs').Requirement} Requirement */

/**
 * @param {{ groups: Group[], everything?: boolean, libraries?: Requirement[], needsBaseImage?: () => boolean,
 *   optional?: Group[] }} needed
 *   everything: also the packages that only a plain user or a machine without an engine or registry needs, because the
 *     tests use them
 *   needsBaseImage: whether an image must be built on a base image that is not here yet; called only if it matters
 *   optional: groups whose absence is reported, without an error
 * @throws {SetupError} with exit code 3 when something is missing and cannot be installed now
 */
export async function ensureSystemPackages({ optional = [], ...needed }) {
  const missing = [...(needed.libraries ?? []), ...(await missingOf(needed))];
  if (missing.length === 0) return;
  try {
    await installMissing(missing);
  } catch (error) {
    const isOptional = missing.every(({ group }) => optional.includes(group));
    if (!isOptional || !(error instanceof SetupError)) throw error;
    say([error.message, error.hint, 'Continuing without it.'].filter(Boolean).join('\n'));
  }
}

/** @param {Requirement[]} missing */
async function installMissing(missing) {
  if (!hasApt())
    throw new SetupError(
      `${describe(missing)}\nThis system has no apt-get.`,
      "Install these with this system's package manager.",
    );
  if (isRoot()) updateLists();
  const names = missing.flatMap((requirement) => requirement.packages.flat());
  const chosen = choosePackages(missing, offeredByApt(['podman', ...names]), thisSystemUsesNewNames());
  await beAllowed(missing, chosen);
  if (!isRoot()) updateLists();
  const fresh = notInstalled(chosen);
  installPackages(chosen);
  recordInstalled(fresh);
  const still = missing.filter((requirement) => !isPresent(requirement.presence));
  if (still.length > 0)
    throw new SetupError(`The packages were installed, but these are still missing:\n${describe(still)}`, undefined, 1);
}

async function missingOf({ groups, everything = false, needsBaseImage = () => true }) {
  const relevant = REQUIREMENTS.filter(
    ({ group, only }) => groups.includes(group) && (everything || !only || !isRoot()),
  );
  const missing = relevant.filter((requirement) => !isPresent(requirement.presence));
  if (everything) return missing;
  const hasPodman = !missing.some(({ name }) => name === 'Podman');
  const unneeded = new Set();
  if (has(missing, 'engine') && (await dockerAnswers())) unneeded.add('engine');
  // Without an engine there is no image yet, and without LTTng the release that the image is built on is unknown.
  const canAsk = !has(missing, 'tracing') && (!has(missing, 'engine') || unneeded.has('engine'));
  if (has(missing, 'baseImage') && ((canAsk && !needsBaseImage()) || (await containerRegistryAnswers())))
    unneeded.add('baseImage');
  return missing.filter(({ group, comesWithPodman }) => !unneeded.has(group) && !(comesWithPodman && hasPodman));
}

function has(requirements, group) {
  return requirements.some((requirement) => requirement.group === group);
}

async function beAllowed(missing, packages) {
  say(`${describe(missing)}\nPackages to install: ${packages.join(' ')}`);
  const services = missing.flatMap(({ service }) => service ?? []);
  if (services.length > 0)
    say(`The packages start services that run as root, now and at each boot: ${services.join(', ')}`);
  if (isRoot()) return;
  const command = installCommand(packages);
  if (!hasTerminal())
    throw new SetupError('Set-up cannot ask without a terminal. Run this command, then try again:', command);
  const allowed = await askYesNo('Install them now with sudo apt-get?');
  if (!allowed) throw new SetupError('Nothing was installed. To install the packages yourself, run:', command);
}

/** Lists requirements with the same reason in one line. */
function describe(requirements) {
  const namesByReason = new Map();
  for (const { name, why } of requirements) namesByReason.set(why, new Set(namesByReason.get(why)).add(name));
  const lines = [...namesByReason].map(([why, names]) => `  ${[...names].join(', ')}: ${why}`);
  return ['Missing on this system:', ...lines].join('\n');
}
