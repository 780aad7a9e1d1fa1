import { runTool } from '../../setup/run-tool';

/** Where a helper that was led astray would leave something, and what changes there by itself. */
const PLACES = ['/etc', '/usr', '/run', '/root', '/var/lib', '/var/spool', '/boot', '/opt', '/home'];
const RESTLESS = [
  '/run/lttng', // the root session daemon's own
  '/run/docker*',
  '/run/containerd*',
  '/run/containers',
  '/run/crun',
  '/run/runc',
  '/run/user',
  '/run/utmp',
  '/root/*/*', // caches of whoever works here
  '/var/lib/containers',
  '/var/lib/docker',
];

/** Kind, mode, owner, size, both times and inode of everything there, by path: a change of any kind shows. */
export function pictureOf(places: readonly string[] = PLACES): Map<string, string> {
  const prune = RESTLESS.flatMap((path, at) => [...(at ? ['-o'] : []), '-path', path]);
  // A folder's own times tell nothing more than what is in it, and change when something comes and goes.
  const folders = ['-type', 'd', '-printf', '%p\\t%y %m %U %G %i\\0'];
  const others = ['-printf', '%p\\t%y %m %U %G %s %T@ %C@ %i\\0'];
  const words = [...places, '-xdev', '(', ...prune, ')', '-prune', '-o', ...folders, '-o', ...others];
  const printed = runTool('find', words, { okCodes: [0, 1] }); // something may go while we look
  return new Map(
    printed.split('\0').flatMap((line): [string, string][] => {
      const tab = line.lastIndexOf('\t');
      return tab < 0 ? [] : [[line.slice(0, tab), line.slice(tab + 1)]];
    }),
  );
}

/** What is new, gone or another. */
export function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  const gone = [...before.keys()].filter((path) => !after.has(path)).map((path) => `gone: ${path}`);
  const other = [...after].flatMap(([path, facts]) => {
    const was = before.get(path);
    if (was === facts) return [];
    return [was === undefined ? `new: ${path} (${facts})` : `changed: ${path} (${was} → ${facts})`];
  });
  return [...gone, ...other];
}
