import { acceptsAbi, generationOf, releasesOfAbi } from '@shared/tracing/lttng-generation';
import { PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import { chooseTracer } from '../payload/choose-tracer';
import type { PayloadFacts } from '../payload/payload-facts';
import type { ImageReport, UstFacts } from './image-report-schema';
import type { Problem } from './problem';

/** What a recording requires of the image. */
export interface Wanted {
  /** Release of this machine's session daemon, `2.13.9`; null when LTTng is not installed here. */
  lttng: string | null;
  contexts: readonly string[];
  preloads: readonly PreloadId[];
  /** The tracer of this machine, for an image without one; null if there is none, or the engine cannot mount it. */
  payload: PayloadFacts | null;
}

const GUIDE = 'docs/instrument-your-image.md';

/** The tracer of a recording, and what prevents or reduces it. */
export interface Readiness {
  /** Where the programs' tracer comes from. `none`: no events of userspace are possible. */
  tracer: 'image' | 'payload' | 'none';
  /** In the order in which to fix them. */
  problems: Problem[];
}

/** Compares an image with what a recording requires. */
export function readiness(report: ImageReport, wanted: Wanted): Readiness {
  const own = report.ust ? generationProblems(report.ust, wanted.lttng) : [];
  const choice = chooseTracer(
    report,
    own.every(({ severity }) => severity !== 'error'),
    wanted.payload,
    wanted.lttng,
  );
  if (choice.from === 'none' && !report.ust) return { tracer: 'none', problems: [choice.problem] };
  const { ust, preloads } = choice.from === 'payload' && wanted.payload ? wanted.payload : report;
  return {
    tracer: choice.from,
    problems: [
      ...(choice.from === 'payload' ? [] : own),
      ...(choice.from === 'none' && wanted.payload ? [choice.problem] : []),
      ...(ust ? contextProblems(ust, wanted.contexts) : []),
      ...preloadProblems(preloads, wanted.preloads),
    ],
  };
}

function generationProblems(ust: UstFacts, lttng: string | null): Problem[] {
  if (lttng === null) return [];
  const { ustSocket: here } = generationOf(lttng);
  if (ust.socket !== null && ust.socket !== here) return [otherSocket(ust, ust.socket, here, lttng)];
  if (ust.abi === undefined) return ust.socket === null ? [unknownSocket(ust, here)] : [];
  return acceptsAbi(lttng, ust.abi) ? [] : [refusedAbi(ust, ust.abi, lttng)];
}

const releaseOf = (ust: UstFacts): string => (ust.version ? `LTTng-UST ${ust.version}` : ust.library);

const unknownSocket = (ust: UstFacts, here: string): Problem => ({
  code: 'unknown-socket',
  severity: 'warning',
  message: `The socket and the ABI of ${releaseOf(ust)} in the image are unknown. The session daemon here uses ${here}. If they do not match, no events are recorded.`,
  hint: `Install the distribution's package of liblttng-ust in the image. See ${GUIDE}.`,
});

const otherSocket = (ust: UstFacts, socket: string, here: string, lttng: string): Problem => ({
  code: 'other-socket',
  severity: 'error',
  message: `${releaseOf(ust)} in the image connects to ${socket}, but the session daemon here uses ${here}. No events would be recorded.`,
  hint: `Use a base image with a matching release of LTTng. This machine has ${lttng}. Releases up to 2.14 use lttng-ust-sock-8, later ones lttng-ust-sock-11. See ${GUIDE}.`,
});

/** The session daemon refuses the programs although they use the same socket. */
function refusedAbi(ust: UstFacts, abi: number, lttng: string): Problem {
  const release = `LTTng-UST ${ust.version ?? releasesOfAbi(abi) ?? ''}`.trim();
  return {
    code: 'newer-ust',
    severity: 'error',
    message: `${release} in the image has ABI ${abi}. The session daemon here (${lttng}, ABI ${generationOf(lttng).abi}) refuses its programs, so no events would be recorded.`,
    hint: `Use a base image whose LTTng is not newer than this machine's, or upgrade LTTng here. See ${GUIDE}.`,
  };
}

/** An unknown context silently disables the program's whole channel. */
function contextProblems(ust: UstFacts, contexts: readonly string[]): Problem[] {
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

function preloadProblems(available: ImageReport['preloads'], preloads: readonly PreloadId[]): Problem[] {
  const isMissing = (id: PreloadId): boolean => available[id] === undefined;
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
