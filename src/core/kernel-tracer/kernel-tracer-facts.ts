import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DkmsTree, readDkmsTree } from './dkms-tree';
import { hasHeaders, loadedVersion, releasesWithTracer } from './module-files';
import { type ModuleLock, readModuleLock } from './module-lock';

/** What the file system tells of LTTng's kernel modules; all of it is readable for every user. */
export interface KernelTracerFacts {
  /** The running kernel, as `uname -r` says it. */
  release: string;
  /** The kernel takes modules at all. */
  takesModules: boolean;
  /** We are inside of a container: the kernel and its modules are the host's. */
  contained: boolean;
  /** Version of the tracer that is loaded, empty when it tells none; null when none is. */
  loaded: string | null;
  /** Kernel releases for which the tracer is installed. */
  installedFor: string[];
  /** What compiling a module for the running kernel needs is there. */
  headers: boolean;
  /** What dkms(8) knows of lttng-modules; null when it does not know it. */
  dkms: DkmsTree | null;
  /** Whether only signed modules are taken, and whether the key of dkms is trusted. */
  lock: ModuleLock;
}

/** Marks that Docker, Podman and systemd-nspawn leave in the containers that they make. */
const CONTAINER_MARKS = ['.dockerenv', 'run/.containerenv', 'run/systemd/container'];

/**
 * Reads some small files, in a few milliseconds; starts nothing.
 * @param root the root of the file system that is looked at
 * @param release the kernel that is asked for
 */
export async function kernelTracerFacts(root: string, release: string): Promise<KernelTracerFacts> {
  const [installedFor, dkms, loaded, lock] = await Promise.all([
    releasesWithTracer(root),
    readDkmsTree(root, release),
    loadedVersion(root),
    readModuleLock(root),
  ]);
  return {
    ...{ release, installedFor, dkms, loaded, lock },
    // A kernel without CONFIG_MODULES has no such file: kernel/module/procfs.c.
    takesModules: existsSync(join(root, 'proc/modules')),
    contained: CONTAINER_MARKS.some((mark) => existsSync(join(root, mark))),
    headers: hasHeaders(root, release),
  };
}
