import { userName } from '../../user-account';
import type { EngineFinding } from '../engine-finding';
import { findProgram } from '../find-program';
import { ENOUGH_IDS, lackingSubIds, SUB_ID_FILES, type SubIdFiles, subIdsRemedy } from '../sub-ids';

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

/** Ranges of user ids that containers of this user may use. */
export function userIdsFinding(env: Env, files: SubIdFiles = SUB_ID_FILES): EngineFinding {
  const why = 'Images have files of many users; without root their ids are taken from a range that is yours alone.';
  if (!findProgram('newuidmap', env))
    return {
      topic: 'users',
      state: 'bad',
      summary: 'newuidmap is not installed.',
      why,
      remedy: 'sudo apt-get install uidmap',
    };
  const owner = { uid: process.getuid?.() ?? 0, name: userName() };
  const lacking = lackingSubIds(owner, files);
  if (lacking.length === 0)
    return { topic: 'users', state: 'good', summary: 'You have ranges of user and group ids of your own.' };
  return {
    topic: 'users',
    state: 'caution',
    summary: `Fewer than ${ENOUGH_IDS.toLocaleString('en')} ids are yours in ${lacking.join(' and ')}.`,
    why: `${why} A directory service may give them instead of these files.`,
    remedy: subIdsRemedy(owner, lacking, files),
  };
}
