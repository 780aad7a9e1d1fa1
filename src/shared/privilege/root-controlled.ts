/**
 * Whether nobody but root can change a file or folder of this owner and mode: it is root's, and neither others nor a group
 * other than root's may write it (inode(7)).
 */
export const isRootControlled = ({ uid, gid, mode }: { uid: number; gid: number; mode: number }): boolean =>
  uid === 0 && (mode & 0o002) === 0 && ((mode & 0o020) === 0 || gid === 0);
