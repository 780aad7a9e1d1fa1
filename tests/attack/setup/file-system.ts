import { runTool } from '../../setup/run-tool';

/** The folders where a compromised helper would leave files, and the paths in them that change without it. */
const PLACES = ['/etc', '/usr', '/run', '/root', '/var/lib', '/var/spool', '/boot', '/opt', '/home'];
const RESTLESS = [
  '/run/lttng', // files of the root session daemon
  '/run/docker*',
  '/run/containerd*',
  '/run/containers',
  '/run/crun',
  '/run/runc',
  '/run/user',
  '/run/utmp',
  '/root/*/*', // caches of other programs
  '/var/lib/containers',
  '/var/lib/docker',
];

/** Kind, mode, owner, size, both times and inode of every file by path, so that any change is visible. */
export function pictureOf(places: readonly string[] = PLACES): Map<string, string> {
  const prune = RESTLESS.flatMap((path, at) => [...(at ? ['-o'] : []), '-path', path]);
  // Omit the times of folders, since temporary entries change them.
  const folders = ['-type', 'd', '-printf', '%p\\t%y %m %U %G %i\\0'];
  const others = ['-printf', '%p\\t%y %m %U %G %s %T@ %C@ %i\\0'];
  const words = [...places, '-xdev', '(', ...prune, ')', '-prune', '-o', ...folders, '-o', ...others];
  const printed = runTool('find', words, { okCodes: [0, 1] }); // a file may disappear during the search
  return new Map(
    printed.split('\0').flatMap((line): [string, string][] => {
      const tab = line.lastIndexOf('\t');
      return tab < 0 ? [] : [[line.slice(0, tab), line.slice(tab + 1)]];
    }),
  );
}

/** The new, removed and changed files. */
export function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  const gone = [...before.keys()].filter((path) => !after.has(path)).map((path) => `gone: ${path}`);
  const other = [...after].flatMap(([path, facts]) => {
    const was = before.get(path);
    if (was === facts) return [];
    return [was === undefined ? `new: ${path} (${facts})` : `changed: ${path} (${was} → ${facts})`];
  });
  return [...gone, ...other];
}
