import type { LossRow } from '@reader/analysis/analysis';
import { counted, countText } from '@shared/analysis/figure-text';
import { durationText, momentText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import { lossText } from '@shared/model/loss';
import { bufferSizeText } from '@shared/tracing/buffer-text';
import { densityEvidence } from '../evidence/density';
import { largerBuffers, type PresentBuffers } from '../facts/buffers';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import { LIMITS, MOST_OF_RULE } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { sentence, strong } from '../say';

const { burstGapShare, burstGapNs } = LIMITS.eventsLost;

export const eventsLost: Rule = {
  group: 'recording',
  title: 'Events lost',
  text: () => 'the tracer reported discarded events or lost packets',
  needs: [],
  find: (facts) => {
    const byLeaf = groupBy(facts.analysis.losses, ({ leaf }) => leaf);
    const gapNs = Math.max(burstGapNs, burstGapShare * facts.lengthNs);
    const bursts = [...byLeaf.values()].flatMap((losses) => burstsOf(losses, gapNs));
    const sizeOf = (burst: readonly LossRow[]): number =>
      burst.reduce((sum, { events, packets }) => sum + events + packets, 0);
    return bursts
      .sort((one, other) => sizeOf(other) - sizeOf(one))
      .slice(0, MOST_OF_RULE)
      .map((burst) => found(facts, burst));
  },
};

/** Losses of one leaf that are close to each other. */
function burstsOf(losses: readonly LossRow[], gapNs: number): LossRow[][] {
  const bursts: LossRow[][] = [];
  let endNs = Number.NEGATIVE_INFINITY;
  for (const loss of [...losses].sort((one, other) => one.fromNs - other.fromNs)) {
    const burst = bursts.at(-1);
    if (burst && loss.fromNs <= endNs + gapNs) burst.push(loss);
    else bursts.push([loss]);
    endNs = Math.max(loss.toNs, burst ? endNs : loss.toNs);
  }
  return bursts;
}

function found(facts: InsightFacts, burst: readonly LossRow[]): RuleFinding {
  const events = burst.reduce((sum, loss) => sum + loss.events, 0);
  const packets = burst.reduce((sum, loss) => sum + loss.packets, 0);
  const fromNs = burst.reduce((least, loss) => Math.min(least, loss.fromNs), burst[0]?.fromNs ?? 0);
  const toNs = burst.reduce((most, loss) => Math.max(most, loss.toNs), 0);
  const leaf = burst[0]?.leaf ?? 0;
  const buffers = largerBuffers(facts, burst);
  const isKernel = facts.reading.leaves[leaf]?.domain === 'kernel';
  const cpus = [...new Set(burst.map(({ cpu }) => cpu))].filter((cpu) => cpu >= 0).sort((one, other) => one - other);
  const where = `${isKernel ? 'Kernel' : 'Userspace'}${cpus.length > 0 ? `, CPU ${cpus.join(', ')}` : ''}`;
  return {
    subject: `${leaf} ${fromNs}`,
    sentence: sentence(
      strong(lossText({ discardedEvents: events, lostPackets: packets }, (value) => countText(value ?? 0))),
      ` ${events + packets === 1 ? 'was' : 'were'} lost between `,
      strong(momentText(fromNs)),
      ' and ',
      strong(momentText(toNs)),
      '.',
    ),
    proof: sentence(
      buffers
        ? `${where}: ${fullText(buffers.now)} for up to ${durationText(toNs - fromNs)}.`
        : `${where}: in ${counted(burst.length, 'place')}.`,
    ),
    factor: null,
    evidence: densityEvidence(facts, leaf, fromNs, toNs),
    place: placeAt(fromNs, toNs, []),
    recordAgain: buffers?.larger
      ? { kind: 'buffers', domain: isKernel ? 'kernel' : 'userspace', buffers: buffers.larger }
      : null,
  };
}

function fullText({ count, sizeKiB }: PresentBuffers): string {
  const size = bufferSizeText(sizeKiB);
  return count === null ? `buffers of ${size} were full` : `${countText(count)} buffers of ${size} were full`;
}
