import type { ImageReport } from '../images/image-report-schema';
import type { Problem } from '../images/problem';
import { installCommands } from '../install/packages';
import { acceptsAbi } from '../tracing/lttng-generation';
import type { PayloadFacts } from './payload-facts';
import { compareReleases } from './release';

/** Where the tracer of a container's programs comes from. */
export type TracerChoice = { from: 'image' } | { from: 'payload' } | { from: 'none'; problem: Problem };

const GUIDE = 'docs/instrument-your-image.md';

/**
 * Chooses the tracer for an image without a usable one. The image's own tracer is preferred, since its programs can have
 * tracepoints that were built for it.
 * @param fits whether the image's own tracer fits this machine's session daemon
 * @param lttng release of this machine's session daemon
 */
export function chooseTracer(
  report: ImageReport,
  fits: boolean,
  payload: PayloadFacts | null,
  lttng: string | null,
): TracerChoice {
  if (report.ust && fits) return { from: 'image' };
  const problem = payloadProblem(report, payload, lttng);
  return problem ? { from: 'none', problem } : { from: 'payload' };
}

/** Why the payload cannot be used with an image; undefined when it can. */
function payloadProblem(report: ImageReport, payload: PayloadFacts | null, lttng: string | null): Problem | undefined {
  if (report.libc === 'musl') return withoutGlibc('musl');
  if (report.libc === 'none') return withoutGlibc('no-libc');
  if (payload === null) return noPayload;
  const { glibc } = report;
  if (glibc === null)
    return error(
      'unknown-glibc',
      'The release of glibc in the image is unknown, so it is not certain that programs would start with the tracer of this machine.',
    );
  if (glibc.machine !== payload.machine || glibc.bits !== payload.bits)
    return error('other-machine', "The image is for another processor architecture than this machine's tracer.");
  if (compareReleases(glibc.version, payload.glibc) < 0)
    return error(
      'old-glibc',
      `The image has glibc ${glibc.version}. The tracer of this machine requires ${payload.glibc}, so programs would not start with it.`,
    );
  const other = otherSonames(report, payload.soname);
  if (other !== undefined)
    return error(
      'mixed-ust',
      `${other} uses another generation of LTTng-UST than this machine. Two generations in one program crash it.`,
    );
  if (lttng !== null && (payload.ust.abi === undefined || !acceptsAbi(lttng, payload.ust.abi)))
    return error(
      'unknown-abi',
      `The session daemon of this machine (LTTng ${lttng}) does not accept the tracer of this machine (${payload.ust.library}).`,
    );
  if (report.preloadFile === null)
    return error(
      'unread-preload-file',
      "The image's /etc/ld.so.preload cannot be read, so its libraries would be lost.",
    );
  return undefined;
}

/** The library or program of the image that is linked to another liblttng-ust.so.N. */
function otherSonames({ ust, programs }: ImageReport, soname: number): string | undefined {
  const own = ust && /\.so\.(\d+)/.exec(ust.library)?.[1];
  if (own !== undefined && own !== null && Number(own) !== soname) return ust?.library;
  return programs.special.find((program) => program.ust !== null && program.ust !== soname)?.path;
}

const error = (code: Problem['code'], message: string): Problem => ({
  code,
  severity: 'error',
  message,
  hint: `Add LTTng-UST to the image, see ${GUIDE}, or record the kernel only.`,
});

const noPayload: Problem = {
  code: 'no-ust',
  severity: 'error',
  message:
    "The image does not contain LTTng's userspace tracer (liblttng-ust), and this machine has none to lend, so its programs record no events.",
  hint: `Run ${installCommands('lttng-ust')} on this machine. Or, on Debian and Ubuntu, add this line to the Containerfile: \`RUN apt-get update && apt-get install -y liblttng-ust1\`. For other distributions see ${GUIDE}.`,
};

const withoutGlibc = (code: 'musl' | 'no-libc'): Problem => WITHOUT_GLIBC[code];

const WITHOUT_GLIBC = {
  musl: {
    code: 'musl',
    severity: 'error',
    message:
      'The image is based on musl (Alpine) and contains no LTTng tracer. The usual tracer requires glibc and cannot be loaded there.',
    hint: `Build the program on a Debian, Ubuntu or Fedora image. See ${GUIDE}.`,
  },
  'no-libc': {
    code: 'no-libc',
    severity: 'error',
    message: 'The image has no dynamic loader. Its programs are static, so no tracer can be loaded into them.',
    hint: `Link the program dynamically, and build it on an image with glibc. See ${GUIDE}.`,
  },
} as const satisfies Record<string, Problem>;
