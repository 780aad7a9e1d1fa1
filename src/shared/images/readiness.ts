import { generationOf, releasesOfAbi } from '@shared/tracing/lttng-generation';
import { PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import type { ImageReport } from './image-report-schema';

/** What stands in the way of a complete trace, known before anything runs. */
export interface Problem {
  code:
    | 'musl'
    | 'no-libc'
    | 'no-ust'
    | 'other-socket'
    | 'unknown-socket'
    | 'newer-ust'
    | 'missing-preload'
    | 'open-descriptors'
    | 'unknown-context'
    | 'not-looked'
    | 'no-network'
    | 'shared-memory'
    | 'memory'
    | 'slow-start'
    | 'process-limit';
  /** `error`: no event will come · `warning`: some will not. */
  severity: 'error' | 'warning';
  message: string;
  hint: string;
}

/** What a recording will ask of the image. */
export interface Wanted {
  /** Release of this machine's session daemon, `2.13.9`; null when LTTng is not installed here. */
  lttng: string | null;
  contexts: readonly string[];
  preloads: readonly PreloadId[];
}

const GUIDE = 'docs/instrument-your-image.md';

/** Compares what is in an image with what a recording asks for. The first problem is the one to mend first. */
export function readiness(report: ImageReport, wanted: Wanted): Problem[] {
  if (!report.ust) return [withoutTracer(report)];
  return [
    ...generationProblems(report.ust, wanted.lttng),
    ...contextProblems(report.ust, wanted.contexts),
    ...preloadProblems(report, wanted.preloads),
  ];
}

function withoutTracer(report: ImageReport): Problem {
  if (report.libc === 'musl')
    return {
      code: 'musl',
      severity: 'error',
      message:
        'The image is built on musl (Alpine) and holds no LTTng tracer; the usual one, built for glibc, cannot be loaded there.',
      hint: `Build the program on a Debian, Ubuntu or Fedora image: ${GUIDE} shows the lines.`,
    };
  if (report.libc === 'none')
    return {
      code: 'no-libc',
      severity: 'error',
      message: 'The image has no dynamic loader, so its programs are static: no tracer can be loaded into them.',
      hint: `Link the program dynamically and put it on an image with glibc: ${GUIDE} shows the lines.`,
    };
  return {
    code: 'no-ust',
    severity: 'error',
    message: "The image does not hold LTTng's userspace tracer (liblttng-ust), so its programs make no events.",
    hint: `Add one line to its Containerfile: \`RUN apt-get update && apt-get install -y liblttng-ust1\` on Debian and Ubuntu; ${GUIDE} has the others.`,
  };
}

function generationProblems(ust: NonNullable<ImageReport['ust']>, lttng: string | null): Problem[] {
  if (lttng === null) return [];
  const { ustSocket: socket, abi } = generationOf(lttng);
  if (ust.socket === socket) return ust.abi !== undefined && ust.abi > abi ? [newerUst(ust, ust.abi, lttng)] : [];
  const release = ust.version ? `LTTng-UST ${ust.version}` : ust.library;
  if (ust.socket === null)
    return [
      {
        code: 'unknown-socket',
        severity: 'warning',
        message: `It cannot be told which socket ${release} in the image connects to; the session daemon here serves ${socket}. If they differ, no event comes.`,
        hint: `Install the distribution's own liblttng-ust in the image: ${GUIDE}.`,
      },
    ];
  return [
    {
      code: 'other-socket',
      severity: 'error',
      message: `${release} in the image connects to ${ust.socket}, the session daemon here serves ${socket}: they do not meet, and no event comes.`,
      hint: `Use a base image whose LTTng is of the generation of this machine's (here ${lttng}; 2.14 and earlier use lttng-ust-sock-8, 2.15 and later -11): ${GUIDE}.`,
    },
  ];
}

/** Both use the same socket, but the session daemon refuses programs that are newer than itself. */
function newerUst(ust: NonNullable<ImageReport['ust']>, abi: number, lttng: string): Problem {
  const release = `LTTng-UST ${ust.version ?? releasesOfAbi(abi)}`;
  return {
    code: 'newer-ust',
    severity: 'error',
    message: `${release} in the image is newer than the session daemon here (${lttng}), which refuses its programs: no event comes.`,
    hint: `Use a base image whose LTTng is at most as new as this machine's, or upgrade LTTng here: ${GUIDE}.`,
  };
}

/** A context that the tracer does not know ends the program's whole channel, without a word. */
function contextProblems(ust: NonNullable<ImageReport['ust']>, contexts: readonly string[]): Problem[] {
  const unknown = contexts.filter((name) => !ust.contexts.includes(name));
  if (unknown.length === 0) return [];
  const release = ust.version ? `LTTng-UST ${ust.version}` : 'The LTTng-UST';
  return [
    {
      code: 'unknown-context',
      severity: 'error',
      message: `${release} in the image does not know ${listed(unknown, 'the context', 'the contexts')}: it would then record nothing at all.`,
      hint: 'Leave them out of the recording, or use a base image with a newer LTTng-UST.',
    },
  ];
}

/** The one preload library that makes no events. */
const PROTECTS: PreloadId = 'fd';

const withoutProtection = (id: PreloadId): Problem => ({
  code: 'open-descriptors',
  severity: 'warning',
  message: `The image does not hold ${PRELOADS[id].stem}: a program that closes all of its file descriptors, as daemons do, can crash while it is recorded.`,
  hint: `Install the distribution's whole LTTng-UST package in the image (${GUIDE}).`,
});

function preloadProblems(report: ImageReport, preloads: readonly PreloadId[]): Problem[] {
  const isMissing = (id: PreloadId): boolean => report.preloads[id] === undefined;
  const unprotected = preloads.filter((id) => id === PROTECTS && isMissing(id)).map(withoutProtection);
  const making = preloads.filter((id) => id !== PROTECTS);
  const missing = making.filter(isMissing);
  if (missing.length === 0) return unprotected;
  const files = missing.map((id) => PRELOADS[id].stem);
  const lost = missing.map((id) => PRELOADS[id].title.toLowerCase());
  return [
    {
      code: 'missing-preload',
      severity: missing.length === making.length ? 'error' : 'warning',
      message: `The image does not hold ${listed(files, 'the preload library', 'the preload libraries')}; the trace will lack: ${lost.join(', ')}.`,
      hint: `Install the distribution's whole LTTng-UST package in the image (${GUIDE}), or switch the preload off.`,
    },
    ...unprotected,
  ];
}

const listed = (names: readonly string[], one: string, many: string): string =>
  `${names.length === 1 ? one : many} ${names.join(', ')}`;
