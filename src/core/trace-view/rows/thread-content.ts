import type { Analysis } from '@reader/analysis/analysis';
import { PICTURE_LANES, type ReadPicture } from '@reader/picture/picture';
import type { CallLevel } from '@shared/trace-view/timeline-rows';
import type { ThreadContent } from './build-rows';
import { keyOfIdentity, keysOfRow, type ThreadKeyText } from './thread-keys';

const NOTHING: ThreadContent = { callLevels: 0, levels: [], hasSyscalls: false };

/** What the threads of an analysis contain, by the lanes of the picture; where it has no room for all, by their processes. */
export function contentOfThreads(
  analysis: Pick<Analysis, 'threads' | 'tree' | 'syscalls'>,
  picture: ReadPicture,
): (thread: number) => ThreadContent {
  const drawn = drawnContents(picture);
  const isComplete = picture.undrawn.ofLanes === 0 && picture.undrawn.spans === 0;
  const ofProcesses = isComplete ? () => NOTHING : contentOfProcesses(analysis);
  return (index) => {
    const thread = analysis.threads[index];
    if (!thread) return NOTHING;
    for (const key of keysOfRow(thread)) {
      const known = drawn.get(key);
      if (known) return known;
    }
    return ofProcesses(thread.process);
  };
}

function drawnContents({ threads, lanes, spans }: ReadPicture): Map<ThreadKeyText, ThreadContent> {
  const contents = new Map<ThreadKeyText, ThreadContent>();
  for (const [lane, kind] of lanes.kind.entries()) {
    const thread = kind === PICTURE_LANES.cpu ? undefined : threads[lanes.thread[lane] ?? 0];
    if (!thread) continue;
    const key = keyOfIdentity(thread);
    const known = contents.get(key) ?? NOTHING;
    const isCall = kind === PICTURE_LANES.call;
    const depth = lanes.depth[lane] ?? 0;
    contents.set(key, {
      callLevels: isCall ? Math.max(known.callLevels, depth + 1) : known.callLevels,
      levels: isCall ? withLevel(known.levels, depth, drawnLevel(spans, lanes.first, lane)) : known.levels,
      hasSyscalls: known.hasSyscalls || kind === PICTURE_LANES.syscall,
    });
  }
  return contents;
}

function drawnLevel(
  { beginNs, endNs }: ReadPicture['spans'],
  first: ReadPicture['lanes']['first'],
  lane: number,
): CallLevel {
  const [begin, end] = [first[lane] ?? 0, first[lane + 1] ?? 0];
  let drawnNs = 0;
  for (let span = begin; span < end; span++) drawnNs += (endNs[span] ?? 0) - (beginNs[span] ?? 0);
  return { spans: end - begin, drawnNs, fromNs: beginNs[begin] ?? 0, toNs: endNs[end - 1] ?? 0 };
}

/** Levels between others have no calls if their callers are not known. Two streams of one thread can have the same level. */
function withLevel(levels: readonly CallLevel[], depth: number, level: CallLevel): CallLevel[] {
  const all = Array.from({ length: Math.max(levels.length, depth + 1) }, (_, at) => levels[at] ?? NO_LEVEL);
  const known = all[depth] ?? NO_LEVEL;
  all[depth] = {
    spans: known.spans + level.spans,
    drawnNs: known.drawnNs + level.drawnNs,
    fromNs: Math.min(known.fromNs, level.fromNs),
    toNs: Math.max(known.toNs, level.toNs),
  };
  return all;
}

const NO_LEVEL: CallLevel = {
  spans: 0,
  drawnNs: 0,
  fromNs: Number.POSITIVE_INFINITY,
  toNs: Number.NEGATIVE_INFINITY,
};

function contentOfProcesses({
  tree,
  syscalls,
}: Pick<Analysis, 'tree' | 'syscalls'>): (process: number) => ThreadContent {
  const levels = new Map<number, number>();
  const depths = new Uint32Array(tree.parent.length);
  for (const [node, parent] of tree.parent.entries()) {
    const depth = parent < 0 ? 1 : (depths[parent] ?? 0) + 1;
    depths[node] = depth;
    const process = tree.process[node] ?? -1;
    levels.set(process, Math.max(levels.get(process) ?? 0, depth));
  }
  const withSyscalls = new Set(syscalls.map(({ process }) => process));
  return (process) => ({ callLevels: levels.get(process) ?? 0, levels: [], hasSyscalls: withSyscalls.has(process) });
}
