import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Family, familyOf } from '@shared/install/packages';
import { osRelease } from '../files/os-release';
import { type DkmsTree, readDkmsTree } from './dkms-tree';
import { hasHeaders, loadedVersion, releasesWithTracer } from './module-files';
import { type ModuleLock, readModuleLock } from './module-lock';

/** The state of LTTng's kernel modules according to the file system. Every user can read these files. */
export interface KernelTracerFacts {
  /** The running kernel, as `uname -r` prints it. */
  release: string;
  /** The kernel supports loadable modules. */
  takesModules: boolean;
  /** This process runs in a container: the kernel and its modules belong to the host. */
  contained: boolean;
  /** Version of the loaded tracer, empty if it is unknown; null when no tracer is loaded. */
  loaded: string | null;
  /** Kernel releases for which the tracer is installed. */
  installedFor: string[];
  /** The headers for compiling modules for the running kernel are installed. */
  headers: boolean;
  /** The state of lttng-modules in dkms(8); null when it is not registered. */
  dkms: DkmsTree | null;
  /** The family of the distribution; null if it is not known. */
  family: Family | null;
  /** Whether the kernel loads only signed modules, and whether the key of dkms is trusted. */
  lock: ModuleLock;
}

/** Files that Docker, Podman and systemd-nspawn create in their containers. */
const CONTAINER_MARKS = ['.dockerenv', 'run/.containerenv', 'run/systemd/container'];

/**
 * Reads some small files, in a few milliseconds. Starts no process.
 * @param root the root of the inspected file system
 * @param release the inspected kernel
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
    family: familyOf(osRelease(root) ?? ''),
    // A kernel without CONFIG_MODULES has no such file: kernel/module/procfs.c.
    takesModules: existsSync(join(root, 'proc/modules')),
    contained: CONTAINER_MARKS.some((mark) => existsSync(join(root, mark))),
    headers: hasHeaders(root, release),
  };
}
