import { readFileSync } from 'node:fs';

/** Who has which ids in user namespaces: subuid(5), subgid(5); newuidmap(1) hands them out. */
export interface SubIdFiles {
  subuid: string;
  subgid: string;
}

export const SUB_ID_FILES: SubIdFiles = { subuid: '/etc/subuid', subgid: '/etc/subgid' };

/** Fewer than this, and images of a distribution do not unpack: their files belong to users up to 65534. */
export const ENOUGH_IDS = 65_536;

interface IdRange {
  /** A name of a user, or a user id. */
  owner: string;
  first: number;
  count: number;
}

/** User of the ranges. */
export interface SubIdOwner {
  uid: number;
  /** Empty for a user id without an entry in passwd(5). */
  name: string;
}

/** Ids are 32 bits wide; the last one means "no id" (chown(2)). */
const LAST_ID = 2 ** 32 - 2;
/** Where shadow-utils begin by default: SUB_UID_MIN of login.defs(5). */
const FIRST_ID = 100_000;

/** Lines are `name-or-number:first:count`; what is none of that is passed over, as newuidmap(1) does. */
export function parseSubIds(text: string): IdRange[] {
  return text.split('\n').flatMap((line) => {
    const [, owner = '', first, count] = /^([^:#]+):(\d{1,10}):(\d{1,10})$/.exec(line.trim()) ?? [];
    const range = { owner, first: Number(first), count: Number(count) };
    return owner !== '' && range.count > 0 && range.first + range.count - 1 <= LAST_ID ? [range] : [];
  });
}

/** The files in which a user has fewer ids than an image needs, in however many ranges: Podman takes all of them. */
export const lackingSubIds = (owner: SubIdOwner, files: SubIdFiles = SUB_ID_FILES): string[] =>
  Object.values(files).filter(
    (path: string) => rangesOf(owner, path).reduce((sum, { count }) => sum + count, 0) < ENOUGH_IDS,
  );

/** The files in which no single range of a user's is long enough: Apptainer takes one (1.4). */
export const withoutWholeRange = (owner: SubIdOwner, files: SubIdFiles): string[] =>
  Object.values(files).filter((path: string) => !rangesOf(owner, path).some(({ count }) => count >= ENOUGH_IDS));

function rangesOf({ uid, name }: SubIdOwner, path: string): IdRange[] {
  const owners = [String(uid), ...(name === '' ? [] : [name])];
  return parseSubIds(textOf(path)).filter(({ owner }) => owners.includes(owner));
}

/**
 * The command that gives a user a range that nobody has in either file.
 * @param lacking of the functions above: only those files get a range
 */
export function subIdsRemedy(
  { uid, name }: SubIdOwner,
  lacking: readonly string[],
  files: SubIdFiles = SUB_ID_FILES,
): string {
  const first = firstFreeId(Object.values(files).flatMap((path: string) => parseSubIds(textOf(path))));
  if (first === undefined) return '# Every range of ids is taken: remove one from /etc/subuid and /etc/subgid';
  const range = `${first}-${first + ENOUGH_IDS - 1}`;
  const options = [
    ...(lacking.includes(files.subuid) ? [`--add-subuids ${range}`] : []),
    ...(lacking.includes(files.subgid) ? [`--add-subgids ${range}`] : []),
  ];
  // usermod(8) knows users by their names alone.
  return name === ''
    ? `echo ${uid}:${first}:${ENOUGH_IDS} | sudo tee --append ${lacking.join(' ')}`
    : uid === 0
      ? `usermod ${options.join(' ')} root`
      : `sudo usermod ${options.join(' ')} "$USER"`;
}

/** The begin of the lowest gap that is long enough. */
function firstFreeId(taken: readonly IdRange[]): number | undefined {
  let first = FIRST_ID;
  for (const range of [...taken].sort((a, b) => a.first - b.first)) {
    if (range.first >= first + ENOUGH_IDS) break;
    first = Math.max(first, range.first + range.count);
  }
  return first + ENOUGH_IDS - 1 <= LAST_ID ? first : undefined;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // not there, or closed to us: nothing is known to be anybody's
  }
}
