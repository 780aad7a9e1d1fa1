import type { PreloadId } from '../tracing/preloads';
import type { ImageProgram } from './image-programs';
import type { Problem } from './problem';
import type { Readiness } from './readiness';

/** Static programs of images that start the traced program and do nothing else; their own events are not missed. */
const STARTERS = ['tini', 'tini-static', 'docker-init', 'dumb-init', 'catatonit', 'gosu', 'su-exec', 's6-svscan'];

const GUIDE = 'docs/instrument-your-image.md';

const nameOf = ({ path }: ImageProgram): string => path.slice(path.lastIndexOf('/') + 1);

interface Rule {
  code: Problem['code'];
  severity: Problem['severity'];
  applies(program: ImageProgram, tracer: Readiness['tracer'], preloads: readonly PreloadId[]): boolean;
  message(path: string): string;
  hint: string;
}

const RULES: readonly Rule[] = [
  {
    code: 'static-program',
    severity: 'error',
    applies: (program) => program.linking === 'static' && !STARTERS.includes(nameOf(program)),
    message: (path) => `${path} is linked statically, so no tracer can be loaded into it. It records no events.`,
    hint: `Record the kernel only, or link the program dynamically. Programs that it starts can be recorded. See ${GUIDE}.`,
  },
  {
    code: 'other-loader',
    severity: 'error',
    applies: ({ linking }) => linking === 'musl' || linking === 'other',
    message: (path) =>
      `${path} uses another dynamic loader than glibc's, which does not load the tracer. It records no events.`,
    hint: `Record the kernel only, or link the program to glibc. See ${GUIDE}.`,
  },
  {
    code: 'other-loader',
    severity: 'error',
    applies: ({ foreign }, tracer) => foreign && tracer === 'payload',
    message: (path) =>
      `${path} is for another class of processor than the tracer of this machine. It records no events, and its loader prints a message about each library.`,
    hint: `Record the kernel only, or add LTTng-UST for this program to the image. See ${GUIDE}.`,
  },
  {
    code: 'privileged-program',
    severity: 'warning',
    applies: ({ privileged }, tracer) => privileged && tracer === 'image',
    message: (path) =>
      `${path} gets privileges when it starts. If it does, its loader ignores the preload libraries, and it records only its own tracepoints.`,
    hint: 'Start the container as the user whose privileges the program gets.',
  },
  {
    code: 'own-malloc',
    severity: 'warning',
    applies: ({ ownMalloc, runtime }, _tracer, preloads) =>
      preloads.includes('libc') && (ownMalloc || runtime === 'go'),
    message: (path) => `${path} allocates memory with functions of its own, so its allocations are not recorded.`,
    hint: 'Record function calls, or the kernel.',
  },
];

/**
 * What the program that a container starts means for the recording. Ordinary programs have no problems.
 * @param tracer where its tracer comes from
 */
export const programReadiness = (
  program: ImageProgram,
  tracer: Readiness['tracer'],
  preloads: readonly PreloadId[],
): Problem[] =>
  RULES.filter(({ applies }) => applies(program, tracer, preloads)).map(({ code, severity, message, hint }) => ({
    code,
    severity,
    message: message(program.path),
    hint,
  }));
