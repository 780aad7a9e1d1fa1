import { toInstall } from '../../files/install-hint';
import { userName } from '../../user-account';
import type { EngineFinding } from '../engine-finding';
import { findProgram } from '../find-program';
import { ENOUGH_IDS, lackingSubIds, SUB_ID_FILES, type SubIdFiles, subIdsRemedy } from '../sub-ids';

type Env = Record<string, string | undefined>;

/** Whether this user has the ranges of user ids that containers require. */
export function userIdsFinding(env: Env, files: SubIdFiles = SUB_ID_FILES): EngineFinding {
  const why = 'Images contain files of many users. Without root, Podman maps their ids to a range that only you have.';
  if (!findProgram('newuidmap', env))
    return {
      topic: 'users',
      state: 'bad',
      summary: 'newuidmap is not installed.',
      why,
      remedy: toInstall('id-maps'),
    };
  const owner = { uid: process.getuid?.() ?? 0, name: userName() };
  const lacking = lackingSubIds(owner, files);
  if (lacking.length === 0)
    return { topic: 'users', state: 'good', summary: 'You have your own ranges of user and group ids.' };
  return {
    topic: 'users',
    state: 'caution',
    summary: `You have fewer than ${ENOUGH_IDS.toLocaleString('en')} ids in ${lacking.join(' and ')}.`,
    why: `${why} A directory service may assign them instead of these files.`,
    remedy: subIdsRemedy(owner, lacking, files),
  };
}
