import { textIn } from './optional-files';

interface Mount {
  /** The folder of the mounted file system that is at the mount point. */
  root: string;
  options: string[];
}

/**
 * The mount that a path is in.
 * @param path absolute, without links
 * @param mounts the content of /proc/self/mountinfo (proc(5)): field 4 is the root of the mount, field 5 its mount point, field 6 its
 *   options
 */
export function mountOf(path: string, mounts = textIn('/proc/self/mountinfo')): Mount | undefined {
  let found: (Mount & { point: string }) | undefined;
  for (const line of mounts.split('\n')) {
    const [, , , root = '', point = '', options = ''] = line.split(' ');
    const isAbove = path === point || path.startsWith(point === '/' ? '/' : `${point}/`);
    // The last mount on a mount point covers the earlier ones.
    if (point && isAbove && point.length >= (found?.point.length ?? 0))
      found = { root, point, options: options.split(',') };
  }
  return found;
}
