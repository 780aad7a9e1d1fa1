import { z } from 'zod';
import type { PreloadId } from '../tracing/preloads';
import type { ImageProgram } from './image-programs';
import type { ImageReport } from './image-report-schema';
import type { Readiness } from './readiness';

/** A kind of programs or code in an image, and what a recording of userspace shows of it. */
export const seenRowSchema = z.object({
  what: z.string(),
  seen: z.enum(['yes', 'partly', 'no']),
  why: z.string(),
});
export type SeenRow = z.infer<typeof seenRowSchema>;

/** What a row depends on, beside the image. */
interface Choice {
  tracer: Readiness['tracer'];
  preloads: readonly PreloadId[];
}

interface Rule {
  /** Whether a program belongs to the row; absent: the row is about the image. */
  of?: (program: ImageProgram) => boolean;
  /** Undefined: the row is left out. */
  row(choice: Choice, report: ImageReport, names: string): SeenRow | undefined;
}

const MOST_NAMES = 4;

const recordsFunctions = ({ preloads }: Choice): boolean =>
  preloads.includes('cyg-profile') || preloads.includes('cyg-profile-fast');

const ENVIRONMENT = 'with a cleared environment (env -i, sudo)';

const gainsPrivileges = ({ privileged, linking }: ImageProgram): boolean => privileged && linking !== 'static';

const RULES: readonly Rule[] = [
  {
    row: ({ tracer }, { programs }) => {
      const privileged = listed(programs.special.filter(gainsPrivileges));
      const also = `Also ${ENVIRONMENT}${privileged === '' ? '' : `, and those that gain privileges (${privileged})`}.`;
      return {
        what: 'Dynamically linked programs',
        seen: 'yes',
        why: tracer === 'payload' ? also : 'Unless they clear their environment or gain privileges.',
      };
    },
  },
  {
    row: ({ tracer }) =>
      tracer === 'image'
        ? {
            what: `Programs ${ENVIRONMENT}`,
            seen: 'partly',
            why: 'LD_PRELOAD is lost. Only their own tracepoints are recorded.',
          }
        : undefined,
  },
  {
    of: gainsPrivileges,
    row: ({ tracer }, _report, names) =>
      tracer === 'image'
        ? {
            what: `Programs that gain privileges (${names})`,
            seen: 'partly',
            why: 'Their loader ignores LD_PRELOAD. Only their own tracepoints are recorded.',
          }
        : undefined,
  },
  {
    row: () => ({
      what: 'setpriv, su, unshare and similar',
      seen: 'partly',
      why: 'Threads of the tracer would break them, so they record nothing. The programs that they start are recorded.',
    }),
  },
  {
    of: ({ linking }) => linking === 'static',
    row: (_choice, _report, names) => ({
      what: `Static programs (${names})`,
      seen: 'no',
      why: 'No library can be loaded into them. The kernel shows what they do.',
    }),
  },
  {
    of: ({ linking }) => linking === 'musl' || linking === 'other',
    row: (_choice, _report, names) => ({
      what: `Programs with another dynamic loader (${names})`,
      seen: 'no',
      why: 'Their loader does not load a tracer for glibc. The kernel shows what they do.',
    }),
  },
  {
    of: ({ foreign }) => foreign,
    row: ({ tracer }, _report, names) =>
      tracer === 'payload'
        ? {
            what: `Programs for another class of processor (${names})`,
            seen: 'no',
            why: 'The tracer of this machine is not for them. Their loader prints a message about each library.',
          }
        : undefined,
  },
  {
    of: ({ ownMalloc, runtime, linking }) => (ownMalloc || runtime === 'go') && linking === 'glibc',
    row: ({ preloads }, _report, names) =>
      preloads.includes('libc')
        ? {
            what: `Memory of programs with their own malloc (${names})`,
            seen: 'no',
            why: 'They do not call the malloc of the C library.',
          }
        : undefined,
  },
  {
    of: ({ runtime }) => runtime === 'python' || runtime === 'java' || runtime === 'dotnet',
    row: (_choice, _report, names) => ({
      what: `Code that runs in ${names}`,
      seen: 'partly',
      why: 'The runtime and its libraries are recorded, not the functions of the code.',
    }),
  },
  {
    row: (choice) =>
      recordsFunctions(choice)
        ? {
            what: 'Function calls',
            seen: 'partly',
            why: 'Only those of programs that were built with -finstrument-functions. See docs/instrument-your-image.md.',
          }
        : undefined,
  },
  {
    of: ({ ust }) => ust !== null,
    row: ({ tracer }, _report, names) =>
      tracer === 'payload'
        ? {
            what: `Own tracepoints of ${names}`,
            seen: 'no',
            why: "They were built for the image's LTTng-UST, which this machine's session daemon refuses.",
          }
        : undefined,
  },
];

/**
 * What a recording of userspace will show of an image, before it is recorded. Rows about programs name some of them.
 * @returns no rows if no tracer can be loaded
 */
export function seenRows(report: ImageReport, choice: Choice): SeenRow[] {
  if (choice.tracer === 'none') return [];
  return RULES.flatMap(({ of, row }) => {
    const programs = of ? report.programs.special.filter(of) : [];
    if (of && programs.length === 0) return [];
    return row(choice, report, listed(programs)) ?? [];
  });
}

function listed(programs: readonly ImageProgram[]): string {
  const names = [...new Set(programs.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)))];
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
