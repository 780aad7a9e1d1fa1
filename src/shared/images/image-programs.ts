import { z } from 'zod';

/** Runtimes that run code which no preload library sees, or sees in part. */
export const RUNTIMES = ['python', 'java', 'dotnet', 'go'] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** What a program of an image means for tracing. */
export const imageProgramSchema = z.object({
  path: z.string(),
  /** Other paths of the image that are links to it. */
  names: z.array(z.string()),
  /** The C library of its dynamic loader. `other`: an unknown loader. */
  linking: z.enum(['glibc', 'musl', 'other', 'static']),
  /** Whether it is for another class or processor than the image's glibc, such as 32-bit programs in a 64-bit image. */
  foreign: z.boolean(),
  /** Whether it gets privileges when it starts (set-user-ID, set-group-ID, capabilities), so that LD_PRELOAD is ignored. */
  privileged: z.boolean(),
  /** N of the liblttng-ust.so.N that it is linked to; null for none. */
  ust: z.number().int().nullable(),
  /** Whether its own malloc has precedence over that of a preload library. */
  ownMalloc: z.boolean(),
  runtime: z.enum(RUNTIMES).nullable(),
});
export type ImageProgram = z.infer<typeof imageProgramSchema>;

/** The programs of an image. */
export const imageProgramsSchema = z.object({
  /** Number of programs, without scripts. */
  total: z.number().int(),
  /** Those that are not plain dynamically linked programs of the image's C library. */
  special: z.array(imageProgramSchema),
  /** Number of special programs that are not in the list. */
  more: z.number().int(),
  /** A plain program that does nothing that matters without arguments, for a test run; null if there is none. */
  testProgram: z.string().nullable(),
});
export type ImagePrograms = z.infer<typeof imageProgramsSchema>;

/** Whether a program is worth a line in the report. */
export const isSpecial = (program: Omit<ImageProgram, 'names'>, libc: 'glibc' | 'musl' | 'none'): boolean =>
  program.linking !== libc ||
  program.foreign ||
  program.privileged ||
  program.ust !== null ||
  program.ownMalloc ||
  program.runtime !== null;

/** Folders that shells search; environ(7) and the defaults of the engines. */
const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `/bin` is a link to `/usr/bin` in images with merged folders. */
const merged = (path: string): string => path.replace(/^\/(bin|sbin)\//, '/usr/$1/');

/**
 * The special program that a command starts. Follows no script: its interpreter starts further programs.
 * @param command the first word of the whole command; a name is searched in the folders of PATH
 * @returns undefined for an ordinary program, a script, and an unknown program
 */
export function programOf(
  { special }: ImagePrograms,
  command: string,
  env: readonly string[] = [],
): ImageProgram | undefined {
  const path = env.find((entry) => entry.startsWith('PATH='))?.slice('PATH='.length) ?? USUAL_PATH;
  const places = command.includes('/') ? [command] : path.split(':').map((folder) => `${folder}/${command}`);
  for (const place of places) {
    const found = special.find((program) =>
      [program.path, ...program.names].some((one) => merged(one) === merged(place)),
    );
    if (found) return found;
  }
  return undefined;
}
