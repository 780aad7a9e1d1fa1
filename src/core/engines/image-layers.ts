import { z } from 'zod';

/** Where the file system of an image is on this machine, for files that containers run from there. */
export type ImageLayers =
  /** Folders, the uppermost layer first. A container runs the file of a layer until it changes the file. */
  | { folders: readonly string[] }
  /** Why it cannot be told, and what to do: two sentences. */
  | { hidden: { why: string; hint: string } };

/** The storage driver that keeps an image, in the reply about the image. */
const storageSchema = z.object({
  GraphDriver: z.object({
    Name: z.string(),
    Data: z.nullish(z.object({ LowerDir: z.string().nullish(), UpperDir: z.string().nullish() })),
  }),
});

/** Drivers on the kernel's overlayfs, which runs the files of the layers themselves. */
const OVERLAY = ['overlay', 'overlay2'];

/** Reads the layers of an image from the reply of the Docker-compatible API about the image. @param title of the engine */
export function layersOfReply(reply: unknown, title: string): ImageLayers {
  const { data } = storageSchema.safeParse(reply);
  const driver = data?.GraphDriver;
  const { UpperDir: upper, LowerDir: lower } = driver?.Data ?? {};
  if (!driver || !OVERLAY.includes(driver.Name) || !upper)
    return {
      hidden: {
        why: `${title} keeps the image with the storage driver ${driver?.Name ?? 'unknown'}, which does not tell where the files are that a container runs.`,
        hint: `Use ${title} with the storage driver overlay, or record the image as a sandbox folder with Apptainer.`,
      },
    };
  return { folders: [upper, ...(lower ? lower.split(':') : [])] };
}
