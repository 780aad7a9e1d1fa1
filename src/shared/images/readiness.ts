import { generationOf, releasesOfAbi } from '@shared/tracing/lttng-generation';
import { PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import type { ImageReport } from './image-report-schema';

/** A reason why a trace would be incomplete, detected before anything runs. */
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
  /** `error`: the trace would have no events · `warning`: some events would be missing. */
  severity: 'error' | 'warning';
  message: string;
  hint: string;
}

/** What a recording requires of the image. */
export interface Wanted {
  /** Release of this machine's session daemon, `2.13.9`; null when LTTng is not installed here. */
  lttng: string | null;
  contexts: readonly string[];
  preloads: readonly PreloadId[];
}

const GUIDE = 'docs/instrument-your-image.md';

/** Compares an image with what a recording requires. @returns the problems, in the order in which to fix them */
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
        'The image is based on musl (Alpine) and contains no LTTng tracer. The usual tracer requires glibc and cannot be loaded there.',
      hint: `Build the program on a Debian, Ubuntu or Fedora image. See ${GUIDE}.`,
    };
  if (report.libc === 'none')
    return {
      code: 'no-libc',
      severity: 'error',
      message: 'The image has no dynamic loader. Its programs are static, so no tracer can be loaded into them.',
      hint: `Link the program dynamically, and build it on an image with glibc. See ${GUIDE}.`,
    };
  return {
    code: 'no-ust',
    severity: 'error',
    message: "The image does not contain LTTng's userspace tracer (liblttng-ust), so its programs record no events.",
    hint: `On Debian and Ubuntu, add this line to the Containerfile: \`RUN apt-get update && apt-get install -y liblttng-ust1\`. For other distributions see ${GUIDE}.`,
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
        message: `The socket of ${release} in the image is unknown. The session daemon here uses ${socket}. If they differ, no events are recorded.`,
        hint: `Install the distribution's package of liblttng-ust in the image. See ${GUIDE}.`,
      },
    ];
  return [
    {
      code: 'other-socket',
      severity: 'error',
      message: `${release} in the image connects to ${ust.socket}, but the session daemon here uses ${socket}. No events would be recorded.`,
      hint: `Use a base image with a matching release of LTTng. This machine has ${lttng}. Releases up to 2.14 use lttng-ust-sock-8, later ones lttng-ust-sock-11. See ${GUIDE}.`,
    },
  ];
}

/** The session daemon refuses programs with a newer protocol, even though they use the same socket. */
function newerUst(ust: NonNullable<ImageReport['ust']>, abi: number, lttng: string): Problem {
  const release = `LTTng-UST ${ust.version ?? releasesOfAbi(abi)}`;
  return {
    code: 'newer-ust',
    severity: 'error',
    message: `${release} in the image is newer than the session daemon here (${lttng}), which refuses its programs. No events would be recorded.`,
    hint: `Use a base image whose LTTng is not newer than this machine's, or upgrade LTTng here. See ${GUIDE}.`,
  };
}

/** An unknown context silently disables the program's whole channel. */
function contextProblems(ust: NonNullable<ImageReport['ust']>, contexts: readonly string[]): Problem[] {
  const unknown = contexts.filter((name) => !ust.contexts.includes(name));
  if (unknown.length === 0) return [];
  const release = ust.version ? `LTTng-UST ${ust.version}` : 'LTTng-UST';
  return [
    {
      code: 'unknown-context',
      severity: 'error',
      message: `${release} in the image does not support ${listed(unknown, 'the context', 'the contexts')}. No events would be recorded.`,
      hint: 'Remove unsupported contexts from the recording, or use a base image with a newer LTTng-UST.',
    },
  ];
}

/** The preload library that protects file descriptors and records no events. */
const PROTECTS: PreloadId = 'fd';

const withoutProtection = (id: PreloadId): Problem => ({
  code: 'open-descriptors',
  severity: 'warning',
  message: `The image does not contain ${PRELOADS[id].stem}. A program that closes all of its file descriptors, as daemons do, can crash while it is recorded.`,
  hint: `Install the distribution's complete LTTng-UST package in the image. See ${GUIDE}.`,
});

function preloadProblems(report: ImageReport, preloads: readonly PreloadId[]): Problem[] {
  const isMissing = (id: PreloadId): boolean => report.preloads[id] === undefined;
  const unprotected = preloads.filter((id) => id === PROTECTS && isMissing(id)).map(withoutProtection);
  const recording = preloads.filter((id) => id !== PROTECTS);
  const missing = recording.filter(isMissing);
  if (missing.length === 0) return unprotected;
  const files = missing.map((id) => PRELOADS[id].stem);
  const lost = missing.map((id) => PRELOADS[id].title.toLowerCase());
  return [
    {
      code: 'missing-preload',
      severity: missing.length === recording.length ? 'error' : 'warning',
      message: `The image does not contain ${listed(files, 'the preload library', 'the preload libraries')}. The trace will lack: ${lost.join(', ')}.`,
      hint: `Install the distribution's complete LTTng-UST package in the image (see ${GUIDE}), or disable the preload.`,
    },
    ...unprotected,
  ];
}

const listed = (names: readonly string[], one: string, many: string): string =>
  `${names.length === 1 ? one : many} ${names.join(', ')}`;
