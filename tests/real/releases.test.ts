import { planPreviewSchema } from '@shared/ipc/channels/runs';
import { capabilitiesSchema } from '@shared/model/capabilities';
import { traceReportSchema } from '@shared/model/trace-record';
import type { PayloadFacts } from '@shared/payload/payload-facts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import {
  ANY_LIBC,
  provideReleaseImages,
  type ReleaseImage,
  releaseImage,
  removeReleaseImages,
} from '../setup/release-images';
import { runCli } from '../setup/run-cli';
import { allocationsOf } from './reading/allocations-of';
import { expectNothingLeft, recorded } from './reading/ways';

const [SIZE, COUNT] = [901, 1000];
const AS_USER = { as: 'user' } as const;

const argsOf = (image: ReleaseImage, options: readonly string[] = []): string[] => [
  ...['--engine', 'podman', '--image', releaseImage(image), '--network', 'none'],
  ...[...options, '--', ANY_LIBC],
];

/** The tracer that the plan announces: the image's, or the origin of the mounted one; or the first problem. */
async function predictionFor(image: ReleaseImage): Promise<string> {
  const plan = await runCli(['plan', '--json', ...argsOf(image)], AS_USER);
  const { script, problems } = planPreviewSchema.parse(plan.json());
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem) return problem.about ?? problem.message;
  return payloads.find(({ id }) => script.includes(`/payload/${id}/`))?.origin ?? 'image';
}

let payloads: PayloadFacts[] = [];

inWorld('images of other releases', () => {
  beforeAll(provideReleaseImages, 600_000);
  afterAll(removeReleaseImages);

  it('need the older tracer, which is downloaded once, where glibc is older than the tracer of this machine requires', async () => {
    expect(await predictionFor('bullseye')).toBe('older-tracer');
    for (const fetched of [true, false]) {
      const result = await runCli(['fetch-tracer', '--json'], AS_USER);
      expect(result.json(), result.stderr).toMatchObject({ glibc: '2.17', fetched });
    }
    payloads = capabilitiesSchema.parse((await runCli(['doctor', '--json'], AS_USER)).json()).tracer.payloads;
  });

  it.each([
    ['without a tracer, an older glibc', 'bullseye', 'older'],
    ['with LTTng-UST of ABI 8', 'bullseye-ust', 'image'],
    ['with LTTng-UST of ABI 9', 'trixie-ust', 'image'],
    ['with LTTng-UST of ABI 11, which the session daemon here refuses', 'sid-ust', 'machine'],
  ] as const)('%s: recorded as the plan says', async (_what, image, tracer) => {
    expect(await predictionFor(image)).toBe(tracer);
    // For an image without a tracer, memory is the usual preset.
    const preset = tracer === 'image' ? ['--preset', 'memory'] : [];
    const report = await recorded(['record', ...argsOf(image, preset)], AS_USER);
    expect(report).toMatchObject({ state: 'ready', exitCode: 0, discardedEvents: 0, lostPackets: 0 });
    expect(allocationsOf(report.path).get(SIZE)).toBe(COUNT);
  });

  it("musl's loader loads no tracer: refused with the reason, and the program runs if the recording is forced", async () => {
    expect(await predictionFor('musl')).toMatch(/musl/);
    const forced = await runCli(['record', '--json', ...argsOf('musl', ['--force'])], AS_USER);
    expect(traceReportSchema.parse(forced.json())).toMatchObject({ events: 0, exitCode: 0 });
  });

  it('leave nothing', () => expectNothingLeft());
});
