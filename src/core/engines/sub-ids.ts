import { textIn } from '../files/optional-files';

/** Files that assign ids in user namespaces to users: subuid(5) and subgid(5), which newuidmap(1) reads. */
export interface SubIdFiles {
  subuid: string;
  subgid: string;
}

export const SUB_ID_FILES: SubIdFiles = { subuid: '/etc/subuid', subgid: '/etc/subgid' };

/** Images of distributions need this many ids to unpack, since their files belong to users up to 65534. */
export const ENOUGH_IDS = 65_536;

interface IdRange {
  /** User name, or user id. */
  owner: string;
  first: number;
  count: number;
}

/** The user whose ranges are looked up. */
export interface SubIdOwner {
  uid: number;
  /** Empty for a user id without an entry in passwd(5). */
  name: string;
}

/** Ids are 32 bits wide; the last one means "no id" (chown(2)). */
const LAST_ID = 2 ** 32 - 2;
/** The first id that shadow-utils assign by default: SUB_UID_MIN of login.defs(5). */
const FIRST_ID = 100_000;

/** Parses lines of the form `name-or-number:first:count`. Skips other lines, as newuidmap(1) does. */
export function parseSubIds(text: string): IdRange[] {
  return text.split('\n').flatMap((line) => {
    const [, owner = '', first, count] = /^([^:#]+):(\d{1,10}):(\d{1,10})$/.exec(line.trim()) ?? [];
    const range = { owner, first: Number(first), count: Number(count) };
    return owner !== '' && range.count > 0 && range.first + range.count - 1 <= LAST_ID ? [range] : [];
  });
}

/** The files in which a user has fewer ids than an image needs. Adds up all ranges, since Podman uses all of them. */
export const lackingSubIds = (owner: SubIdOwner, files: SubIdFiles = SUB_ID_FILES): string[] =>
  Object.values(files).filter(
    (path: string) => rangesOf(owner, path).reduce((sum, { count }) => sum + count, 0) < ENOUGH_IDS,
  );

/** The files in which no single range of a user is long enough. Apptainer 1.4 uses one range only. */
export const withoutWholeRange = (owner: SubIdOwner, files: SubIdFiles): string[] =>
  Object.values(files).filter((path: string) => !rangesOf(owner, path).some(({ count }) => count >= ENOUGH_IDS));

function rangesOf({ uid, name }: SubIdOwner, path: string): IdRange[] {
  const owners = [String(uid), ...(name === '' ? [] : [name])];
  return parseSubIds(textIn(path)).filter(({ owner }) => owners.includes(owner));
}

/**
 * The command that assigns a user a range that is free in both files.
 * @param lacking the files to add a range to, as the functions above return them
 */
export function subIdsRemedy(
  { uid, name }: SubIdOwner,
  lacking: readonly string[],
  files: SubIdFiles = SUB_ID_FILES,
): string {
  const first = firstFreeId(Object.values(files).flatMap((path: string) => parseSubIds(textIn(path))));
  if (first === undefined) return '# Every range of ids is in use. Remove one from /etc/subuid and /etc/subgid';
  const range = `${first}-${first + ENOUGH_IDS - 1}`;
  const options = [
    ...(lacking.includes(files.subuid) ? [`--add-subuids ${range}`] : []),
    ...(lacking.includes(files.subgid) ? [`--add-subgids ${range}`] : []),
  ];
  // usermod(8) accepts user names only.
  return name === ''
    ? `echo ${uid}:${first}:${ENOUGH_IDS} | sudo tee --append ${lacking.join(' ')}`
    : uid === 0
      ? `usermod ${options.join(' ')} root`
      : `sudo usermod ${options.join(' ')} "$USER"`;
}

/** The first id of the lowest gap that is long enough. */
function firstFreeId(taken: readonly IdRange[]): number | undefined {
  let first = FIRST_ID;
  for (const range of [...taken].sort((a, b) => a.first - b.first)) {
    if (range.first >= first + ENOUGH_IDS) break;
    first = Math.max(first, range.first + range.count);
  }
  return first + ENOUGH_IDS - 1 <= LAST_ID ? first : undefined;
}
