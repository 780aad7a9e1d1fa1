import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { EngineFinding } from '../engine-finding';
import { findProgram } from '../find-program';

type Env = Record<string, string | undefined>;

/** Without root a container's network is a program's work: pasta (package passt) from Podman 5 on, slirp4netns before; containers.conf(5). */
export function rootlessNetworkFinding(version: string | null, env: Env): EngineFinding {
  const major = Number((version ?? '').split('.')[0]);
  const [usual, other] = major >= 5 ? (['pasta', 'slirp4netns'] as const) : (['slirp4netns', 'pasta'] as const);
  if (findProgram(usual, env))
    return { topic: 'network', state: 'good', summary: `${usual} gives containers a network.` };
  const also = findProgram(other, env)
    ? ` ${other} is there, but Podman ${version ?? ''} does not take it by itself.`
    : '';
  return {
    topic: 'network',
    state: 'caution',
    summary: `${usual} is not installed: containers without root have no network of their own.`,
    why: `A container that asks for no network, or for the host's, runs all the same; the default one does not start.${also}`,
    remedy: `sudo apt-get install ${usual === 'pasta' ? 'passt' : usual}`,
  };
}

/** Fewer than this, and images of a distribution do not unpack: their files belong to users up to 65534. */
const ENOUGH_IDS = 65_536;

/** Ranges of user ids that containers of this user may use: subuid(5), subgid(5); newuidmap(1) hands them out. */
export function userIdsFinding(env: Env, files = { subuid: '/etc/subuid', subgid: '/etc/subgid' }): EngineFinding {
  const why = 'Images have files of many users; without root their ids are taken from a range that is yours alone.';
  if (!findProgram('newuidmap', env))
    return {
      topic: 'users',
      state: 'bad',
      summary: 'newuidmap is not installed.',
      why,
      remedy: 'sudo apt-get install uidmap',
    };
  const { username, uid } = userInfo();
  const lacking = Object.entries(files).filter(([, path]) => idsOf(path, [username, String(uid)]) < ENOUGH_IDS);
  if (lacking.length === 0)
    return { topic: 'users', state: 'good', summary: 'You have ranges of user and group ids of your own.' };
  return {
    topic: 'users',
    state: 'caution',
    summary: `Fewer than ${ENOUGH_IDS.toLocaleString('en')} ids are yours in ${lacking.map(([, path]) => path).join(' and ')}.`,
    why: `${why} A directory service may give them instead of these files.`,
    remedy: 'sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 "$USER"',
  };
}

/** Lines are `name-or-number:first:count`. */
function idsOf(path: string, owners: readonly string[]): number {
  return readOr(path, '')
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([owner = '']) => owners.includes(owner))
    .reduce((sum, [, , count]) => sum + (Number(count) || 0), 0);
}

function readOr(path: string, instead: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return instead; // not there, or not ours to read: nothing is known to be the user's
  }
}
