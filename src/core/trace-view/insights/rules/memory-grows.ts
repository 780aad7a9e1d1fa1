import type { MemoryRow } from '@reader/analysis/analysis';
import { bytesText, counted, percentText } from '@shared/analysis/figure-text';
import { durationText } from '@shared/analysis/trace-time';
import { curveEvidence } from '../evidence/curve';
import { type InsightFacts, placeAt } from '../facts/insight-facts';
import type { ProcessSubject } from '../facts/subjects';
import { LIMITS } from '../limits';
import type { Rule, RuleFinding } from '../rule';
import { nameOf, sentence, strong } from '../say';

const { share: LEAST_SHARE, leastBytes, leastBins } = LIMITS.memoryGrows;
const TENTHS = 10;

/** Releases that were lost look like growth, so a process with a loss in its life is left out. */
export const memoryGrows: Rule = {
  group: 'program',
  title: 'Memory grows',
  text: () =>
    `the lowest size in use rises in each tenth of the process’s life, by ≥ ${percentText(LEAST_SHARE)} and ≥ ${bytesText(leastBytes)} in all`,
  needs: ['allocations'],
  find: (facts) => facts.analysis.memory.flatMap((row) => found(facts, row) ?? []),
};

function found(facts: InsightFacts, memory: MemoryRow): RuleFinding | undefined {
  const process = facts.subjects.processOf(memory.process);
  const life = process && lifeOf(process, memory.process);
  if (!process || !life || !memory.isComplete || hasLoss(facts, life)) return undefined;
  const widthNs = Math.max(1, Math.ceil(facts.lengthNs / facts.analysis.bins));
  const [from, to] = [Math.ceil(life.fromNs / widthNs), Math.floor(life.toNs / widthNs)];
  if (to - from < TENTHS * leastBins) return undefined;
  const lowest = Array.from({ length: TENTHS }, (_, tenth) => {
    const begin = from + Math.floor(((to - from) * tenth) / TENTHS);
    const end = from + Math.floor(((to - from) * (tenth + 1)) / TENTHS);
    return memory.leastBytes.subarray(begin, end).reduce((least, bytes) => Math.min(least, bytes), Infinity);
  }).slice(1); // the first tenth is the start
  const [first = 0] = lowest;
  const last = lowest.at(-1) ?? 0;
  const grewBy = last - first;
  const rises = lowest.every((bytes, tenth) => tenth === 0 || bytes > (lowest[tenth - 1] ?? 0));
  if (!rises || grewBy < leastBytes || grewBy < LEAST_SHARE * first) return undefined;
  return {
    subject: process.key,
    sentence: sentence(
      'Memory in use of ',
      nameOf(process.label),
      ' grew by ',
      strong(bytesText(grewBy)),
      ' and did not shrink.',
    ),
    proof: sentence(
      `From ${bytesText(first)} to ${bytesText(last)} in ${durationText(life.toNs - life.fromNs)}, of the allocations seen: ${counted(memory.allocations, 'allocation')}, ${counted(memory.releases - memory.releasesWithoutAllocation, 'release')}.`,
    ),
    // From nothing, only the bytes can be compared.
    factor: first > leastBytes ? grewBy / first / LEAST_SHARE : grewBy / leastBytes,
    evidence: curveEvidence(memory.leastBytes.subarray(from, to), from * widthNs, to * widthNs),
    place: placeAt(life.fromNs, life.toNs, [facts.rows.rowOfProcess(memory.process)]),
  };
}

function lifeOf({ threads }: ProcessSubject, process: number): { fromNs: number; toNs: number } | null {
  const rows = threads.filter(({ row }) => row.process === process && row.events > 0).map(({ row }) => row);
  if (rows.length === 0) return null;
  return {
    fromNs: rows.reduce((least, { firstNs }) => Math.min(least, firstNs), Infinity),
    toNs: rows.reduce((most, { lastNs }) => Math.max(most, lastNs), 0),
  };
}

const hasLoss = ({ analysis, reading }: InsightFacts, { fromNs, toNs }: { fromNs: number; toNs: number }): boolean =>
  analysis.losses.some(
    (loss) => reading.leaves[loss.leaf]?.domain === 'userspace' && loss.fromNs <= toNs && loss.toNs >= fromNs,
  );
