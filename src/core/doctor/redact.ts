/** Private data that a text to be published must not contain. */
export interface Secrets {
  home: string;
  userName: string;
  hostName: string;
  env: Record<string, string | undefined>;
}

/** Names of variables whose values are secret, even if they are short. */
const SECRET_NAMES = /pass|secret|token|key|auth|cred|proxy|cookie|session/i;
/** Shorter values of other variables are common words such as `C`, `1` or `xterm`. */
const SHORTEST_VALUE = 6;
/** Common user and host names, which identify nobody. */
const COMMON_NAMES: readonly string[] = ['root', 'localhost', 'user', ''];

/**
 * Removes private data from a text. Replaces the home folder by ~, the user and host names by placeholders, and each value of
 * the environment by the variable's name. Also removes the user part and password of URLs, the addresses of remote engines,
 * and values that follow `password`, `token`, `key` and similar names.
 */
export function redact(text: string, { home, userName, hostName, env }: Secrets): string {
  let clean = text.replace(/\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@]*@/gi, '$1');
  clean = clean.replace(/\b((?:pass(?:word|wd)?|secret|token|api[-_]?key|authorization)["']?\s*[=:]\s*)\S.*/gi, '$1…');
  for (const [name, value] of secretValues(env, home)) clean = clean.replaceAll(value, () => `$${name}`);
  clean = clean.replace(/\b(tcp|ssh):\/\/(?!\$)[^\s/,;]+/gi, '$1://HOST'); // of a remote engine, for example from a Docker context
  if (home.length > 1) clean = replacePath(clean, home);
  for (const [name, replacement] of [
    [userName, 'USER'],
    [hostName, 'HOST'],
    [hostName.split('.')[0] ?? '', 'HOST'],
  ] as const)
    if (!COMMON_NAMES.includes(name)) clean = replaceWord(clean, name, replacement);
  return clean;
}

/** Sorted by length, the longest first, since a value may contain another one. Excludes the home folder, which becomes ~. */
function secretValues(env: Secrets['env'], home: string): [name: string, value: string][] {
  const all = Object.entries(env).flatMap(([name, value]): [string, string][] => {
    if (!value || value === home || name === 'PATH') return [];
    const own: [string, string][] = SECRET_NAMES.test(name) || value.length >= SHORTEST_VALUE ? [[name, value]] : [];
    // Programs also print the parts of a proxy's address.
    const address = /proxy$/i.test(name) ? /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^/]+)/i.exec(value)?.[1] : undefined;
    return address ? [...own, [name, address], [name, address.replace(/:\d+$/, '')]] : own;
  });
  return all.filter(([, value]) => value.trim().length > 1).sort((a, b) => b[1].length - a[1].length);
}

const replacePath = (text: string, home: string): string =>
  text.replace(new RegExp(`${literal(home.replace(/\/+$/, ''))}(?=[/\\s'":,;.)]|$)`, 'g'), '~');

/** Replaces whole words only: the letters of a user called `a` stay in other words. */
const replaceWord = (text: string, word: string, replacement: string): string =>
  text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literal(word)}(?![\\p{L}\\p{N}])`, 'giu'), replacement);

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
