import type { Volume } from '../engines/container-spec';

/** The library of src/gate, which keeps the tracer out of the way of a traced program. */
export const GATE_FILE = 'libcontainers-trace-gate.so';

/** Where a traced container has the gate's folder. */
export const GATE_TARGET = '/opt/containers-trace';

/**
 * The folders below the gate's folder that have the library. The loader replaces `$LIB` by the library folder of its distribution,
 * ld.so(8): that of Debian for a processor, that of Fedora, and the plain one. musl's loader does not know `$LIB`. It ignores a
 * library that does not exist, so its programs start.
 */
export const LIB_FOLDERS = ['lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'lib64', 'lib'] as const;

/** The one folder that the gate adds to a traced container. @param folder on this machine */
export const gateVolume = (folder: string): Volume => ({ source: folder, target: GATE_TARGET, readOnly: true });

/** The entry of LD_PRELOAD. @param folder as the program sees it */
export const gatePreload = (folder: string): string => `${folder}/$LIB/${GATE_FILE}`;

/** Whether LD_PRELOAD can name files in a folder: spaces and colons separate its entries, and `$` begins a variable; ld.so(8). */
export const isPreloadable = (folder: string): boolean => !/[\s:$]/.test(folder);
