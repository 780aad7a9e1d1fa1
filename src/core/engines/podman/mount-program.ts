import type Docker from 'dockerode';
import { z } from 'zod';
import { nativeInfo } from './native-info';

const infoSchema = z.object({ store: z.object({ graphOptions: z.record(z.string(), z.unknown()).nullish() }) });

/** Whether a program mounts the layers of an image (fuse-overlayfs) instead of the kernel, by Podman's settings. */
export function hasMountProgram(reply: unknown): boolean {
  const { data } = infoSchema.safeParse(reply);
  return Object.keys(data?.store.graphOptions ?? {}).some((option) => option.endsWith('.mount_program'));
}

export const askForMountProgram = async (docker: Docker): Promise<boolean> =>
  hasMountProgram(await nativeInfo(docker).catch(() => undefined)); // an older Podman does not say it

/** Programs run the files of a file system in user space, not those of the layers. */
export const IN_FUSE = {
  why: 'Podman mounts the image with fuse-overlayfs, so programs do not run the files of its layers.',
  hint: 'Remove mount_program from storage.conf, so that the kernel mounts the layers (Linux 5.13 or later), or record the image as a sandbox folder with Apptainer.',
};
