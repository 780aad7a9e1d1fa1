/** What a text for strangers must not hold. */
export interface Secrets {
  home: string;
  userName: string;
  hostName: string;
  env: Record<string, string | undefined>;
}

/** Names of variables whose values are secret however short they are. */
const TELLING = /pass|secret|token|key|auth|cred|proxy|cookie|session/i;
/** Shorter values of other variables are words of every day: `C`, `1`, `xterm`. */
const SHORTEST_VALUE = 6;
/** Everybody has them, and they tell nothing of anybody. */
const NO_NAMES: readonly string[] = ['root', 'localhost', 'user', ''];

/**
 * Takes out what tells who and where: the home folder becomes ~, user and host name go, and with them every value of the
 * environment, what stands before an @ in an address, the address of a remote engine, and the value of whatever calls itself a password, token or key.
 */
export function redact(text: string, { home, userName, hostName, env }: Secrets): string {
  let clean = text.replace(/\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@]*@/gi, '$1');
  clean = clean.replace(/\b((?:pass(?:word|wd)?|secret|token|api[-_]?key|authorization)["']?\s*[=:]\s*)\S.*/gi, '$1…');
  for (const [name, value] of secretValues(env, home)) clean = clean.replaceAll(value, () => `$${name}`);
  clean = clean.replace(/\b(tcp|ssh):\/\/(?!\$)[^\s/,;]+/gi, '$1://HOST'); // of a remote engine, which a Docker context may name
  if (home.length > 1) clean = replacePath(clean, home);
  for (const [name, instead] of [
    [userName, 'USER'],
    [hostName, 'HOST'],
    [hostName.split('.')[0] ?? '', 'HOST'],
  ] as const)
    if (!NO_NAMES.includes(name)) clean = replaceWord(clean, name, instead);
  return clean;
}

/** The longest first: one may stand inside another. The home folder, and what lies in it, has its own sign. */
function secretValues(env: Secrets['env'], home: string): [name: string, value: string][] {
  const all = Object.entries(env).flatMap(([name, value]): [string, string][] => {
    if (!value || value === home || name === 'PATH') return [];
    const own: [string, string][] = TELLING.test(name) || value.length >= SHORTEST_VALUE ? [[name, value]] : [];
    // A proxy is shown by programs in parts, too.
    const place = /proxy$/i.test(name) ? /^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^/]+)/i.exec(value)?.[1] : undefined;
    return place ? [...own, [name, place], [name, place.replace(/:\d+$/, '')]] : own;
  });
  return all.filter(([, value]) => value.trim().length > 1).sort((a, b) => b[1].length - a[1].length);
}

const replacePath = (text: string, home: string): string =>
  text.replace(new RegExp(`${literal(home.replace(/\/+$/, ''))}(?=[/\\s'":,;.)]|$)`, 'g'), '~');

/** Where it stands for itself: a user called `a` is not to be taken out of every word. */
const replaceWord = (text: string, word: string, instead: string): string =>
  text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literal(word)}(?![\\p{L}\\p{N}])`, 'giu'), instead);

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
