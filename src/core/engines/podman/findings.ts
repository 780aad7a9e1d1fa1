import { userName } from '../../user-account';
import type { EngineFinding } from '../engine-finding';
import { findProgram } from '../find-program';
import { ENOUGH_IDS, lackingSubIds, SUB_ID_FILES, type SubIdFiles, subIdsRemedy } from '../sub-ids';

type Env = Record<string, string | undefined>;

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
