/**
 * Whether only root can change a file or folder. Root must be its owner, and only root's group may have write permission (inode(7)).
 */
export const isRootControlled = ({ uid, gid, mode }: { uid: number; gid: number; mode: number }): boolean =>
  uid === 0 && (mode & 0o002) === 0 && ((mode & 0o020) === 0 || gid === 0);
