/** System calls that wait for a disk, on a file. */
export const FILE_CALLS: ReadonlySet<string> = new Set([
  ...['read', 'readv', 'pread64', 'preadv', 'preadv2', 'write', 'writev', 'pwrite64', 'pwritev', 'pwritev2'],
  ...['fsync', 'fdatasync', 'msync', 'sync', 'syncfs', 'sync_file_range', 'sync_file_range2'],
  ...['open', 'openat', 'openat2', 'creat', 'close', 'getdents', 'getdents64', 'readahead', 'fadvise64'],
  ...['stat', 'lstat', 'fstat', 'newstat', 'newlstat', 'newfstat', 'newfstatat', 'statx', 'access', 'faccessat'],
  ...['unlink', 'unlinkat', 'rename', 'renameat', 'renameat2', 'mkdir', 'mkdirat', 'rmdir', 'truncate', 'ftruncate'],
  ...[
    'sendfile',
    'sendfile64',
    'splice',
    'copy_file_range',
    'fallocate',
    'execve',
    'execveat',
    'readlink',
    'readlinkat',
  ],
]);

/** System calls that return when data is on the disk. */
export const FLUSH_CALLS: ReadonlySet<string> = new Set([
  'fsync',
  'fdatasync',
  'msync',
  'sync',
  'syncfs',
  'sync_file_range',
  'sync_file_range2',
]);

/**
 * System calls on a path, whose failure is one. Others fail in healthy programs: a descriptor that does not block gives EAGAIN, a futex
 * or a sleep is interrupted, a terminal is looked for with ioctl, and extended attributes are seldom there.
 */
export const PATH_CALLS: ReadonlySet<string> = new Set([
  ...['open', 'openat', 'openat2', 'creat', 'execve', 'execveat', 'chdir', 'chroot'],
  ...['stat', 'lstat', 'newstat', 'newlstat', 'newfstatat', 'statx', 'statfs', 'access', 'faccessat', 'faccessat2'],
  ...['readlink', 'readlinkat', 'unlink', 'unlinkat', 'rename', 'renameat', 'renameat2'],
  ...['mkdir', 'mkdirat', 'rmdir', 'link', 'linkat', 'symlink', 'symlinkat', 'mknod', 'mknodat', 'truncate'],
  ...['chmod', 'fchmodat', 'chown', 'lchown', 'fchownat', 'utimensat'],
]);

/** System calls that give data to another thread, of this machine or another one. */
export const SEND_CALLS: ReadonlySet<string> = new Set([
  ...['send', 'sendto', 'sendmsg', 'sendmmsg', 'write', 'writev', 'sendfile', 'sendfile64', 'splice'],
]);

/** System calls in which a thread waits for data of another one, or for the events that announce it. */
export const RECEIVE_CALLS: ReadonlySet<string> = new Set([
  ...['recv', 'recvfrom', 'recvmsg', 'recvmmsg', 'recvmmsg_time64', 'read', 'readv'],
  ...['poll', 'ppoll', 'ppoll_time64', 'select', '_newselect', 'pselect6', 'pselect6_time64'],
  ...['epoll_wait', 'epoll_pwait', 'epoll_pwait2'],
]);

export const CONNECT_CALLS: ReadonlySet<string> = new Set(['connect']);
export const SERVE_CALLS: ReadonlySet<string> = new Set(['accept', 'accept4']);

/** System calls whose result is the number of bytes that they moved. */
export const TRANSFER_CALLS: ReadonlySet<string> = new Set([
  ...['read', 'readv', 'pread64', 'preadv', 'preadv2', 'recvfrom', 'recvmsg'],
  ...['write', 'writev', 'pwrite64', 'pwritev', 'pwritev2', 'sendto', 'sendmsg'],
]);
