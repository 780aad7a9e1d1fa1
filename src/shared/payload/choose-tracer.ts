import type { ImageReport } from '../images/image-report-schema';
import type { Problem } from '../images/problem';
import { acceptsAbi } from '../tracing/lttng-generation';
import type { LendableTracers, LentTracer, PayloadFacts } from './payload-facts';
import { compareReleases } from './release';

/** Where the tracer of a container's programs comes from. */
export type TracerChoice =
  | { from: 'image' }
  | { from: 'payload'; payload: PayloadFacts }
  | { from: 'none'; problem: Problem };

const GUIDE = 'docs/instrument-your-image.md';

/**
 * Chooses the tracer for an image. The image's own tracer is preferred, since its programs can have tracepoints that were built
 * for it. Otherwise the first one fits that this machine can lend.
 * @param fits whether the image's own tracer fits this machine's session daemon
 * @param lttng release of this machine's session daemon
 */
export function chooseTracer(
  report: ImageReport,
  fits: boolean,
  { payloads, fetchable }: LendableTracers,
  lttng: string | null,
): TracerChoice {
  if (report.ust && fits) return { from: 'image' };
  if (report.libc === 'musl') return { from: 'none', problem: WITHOUT_GLIBC.musl };
  if (report.libc === 'none') return { from: 'none', problem: WITHOUT_GLIBC['no-libc'] };
  const problems = payloads.map((payload) => lendingProblem(report, payload, lttng));
  const payload = payloads.find((_, index) => problems[index] === undefined);
  if (payload) return { from: 'payload', payload };
  const problem = mostUseful(problems) ?? noPayload;
  if (!fetchable) return { from: 'none', problem };
  const unfit = lendingProblem(report, fetchable, lttng);
  return { from: 'none', problem: unfit ? (mostUseful([problem, unfit]) ?? problem) : toFetch(problem) };
}

/** If glibc is too old for one tracer, the reason of the next one, which is for older releases, says more. */
const mostUseful = (problems: readonly (Problem | undefined)[]): Problem | undefined =>
  problems.find((problem) => problem?.code !== 'old-glibc') ?? problems.at(-1);

/** The older tracer fits, and only has to be fetched. */
const toFetch = ({ code, message }: Problem): Problem => ({
  code: 'fetch-tracer',
  severity: 'error',
  message:
    code === 'no-ust'
      ? "The image does not contain LTTng's userspace tracer, and this machine has none to lend. An older tracer fits the image, but was not fetched yet."
      : `${message} An older tracer fits the image, but was not fetched yet.`,
  hint: 'Run `fetch-tracer`, which downloads it from a mirror of Debian.',
});

const NAMES = { machine: 'The tracer of this machine', older: 'The older tracer' } as const satisfies Record<
  LentTracer['origin'],
  string
>;

/** Why a tracer cannot be lent to an image; undefined when it can. */
function lendingProblem(report: ImageReport, tracer: LentTracer, lttng: string | null): Problem | undefined {
  const name = NAMES[tracer.origin];
  const { glibc } = report;
  if (glibc === null)
    return error(
      'unknown-glibc',
      'The release of glibc in the image is unknown, so it is not certain that programs would start with a tracer of this machine.',
    );
  if (glibc.machine !== tracer.machine || glibc.bits !== tracer.bits)
    return error('other-machine', "The image is for another processor architecture than this machine's tracer.");
  if (compareReleases(glibc.version, tracer.glibc) < 0)
    return error(
      'old-glibc',
      `The image has glibc ${glibc.version}. ${name} requires ${tracer.glibc}, so programs would not start with it.`,
    );
  const other = otherSonames(report, tracer.soname);
  if (other !== undefined)
    return error(
      'mixed-ust',
      `${other} uses another generation of LTTng-UST. ${name} has liblttng-ust.so.${tracer.soname}. Two generations in one program crash it.`,
    );
  if (lttng !== null && (tracer.ust.abi === undefined || !acceptsAbi(lttng, tracer.ust.abi)))
    return error(
      'unknown-abi',
      `${name} (${tracer.ust.version ? `LTTng-UST ${tracer.ust.version}` : tracer.ust.library}) is not accepted by the session daemon of this machine (LTTng ${lttng}).`,
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
  hint: `Install liblttng-ust1 on this machine. Or, on Debian and Ubuntu, add this line to the Containerfile: \`RUN apt-get update && apt-get install -y liblttng-ust1\`. For other distributions see ${GUIDE}.`,
};

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
