import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { recordsUserspace } from '@shared/request/run-config';
import type { TracePart } from '@shared/trace-view/trace-parts';
import { findKernelPreset, KERNEL_PRESETS, type KernelPreset } from '@shared/tracing/kernel-presets';
import { findPreset, PRESETS, type Preset } from '@shared/tracing/presets';
import { matchesGlob } from '@shared/tracing/suggest-events';
import { texts } from '../../../../texts/en';
import type { RecordAgain } from '../emptiness';
import { listOf } from '../list-of';
import { asksFor, missingPreloadOf, PART_SOURCES, type PartSource, type Recording } from './recorded-parts';

const { empty: labels } = texts.traceTabs;

type Change = Pick<RecordAgain, 'changes' | 'change' | 'costs'>;

/**
 * The recording of a trace, and parts that it did not ask for. What it had is recorded again too.
 * @returns null if the recording asked for all of them, so that another one would have no more
 */
export function recordAgainWith(parts: readonly TracePart[], recording: Recording): RecordAgain | null {
  const wanted = parts.filter((part) => !asksFor(part, recording) || missingPreloadOf(part, recording) !== null);
  const changes = [userspaceChange(wanted, recording), kernelChange(wanted, recording)].filter((one) => one !== null);
  if (changes.length === 0) return null;
  return {
    label: labels.recordAgain(listOf(wanted.map((part) => labels.parts[part].name))),
    changes: changes.flatMap((one) => one.changes),
    costs: changes.map(({ costs }) => costs).find((costs) => costs !== null) ?? null,
    change: (draft) => changes.reduce((changed, { change }) => change(changed), draft),
  };
}

function userspaceChange(parts: readonly TracePart[], recording: Recording): Change | null {
  const wanted = parts.filter((part) => PART_SOURCES[part].domain === 'userspace');
  if (wanted.length === 0) return null;
  const present = recording.preset === undefined ? undefined : findPreset(recording.preset);
  const preset = smallest(PRESETS, [...patternsOf(present), ...wanted.map(patternOf)], patternsOf);
  const isSame = preset.id === present?.id;
  const changes = [
    ...(isSame
      ? []
      : [{ what: labels.change.preset, from: presentPreset(recording, present?.title), to: preset.title }]),
    ...(recording.preloads === undefined
      ? []
      : [{ what: labels.change.preloads, from: listOf(recording.preloads) || labels.none, to: labels.ofPreset }]),
  ];
  return {
    changes,
    costs: null,
    change: (draft) => ({ ...draft, userspace: true, preset: preset.id, preloads: null }),
  };
}

const presentPreset = (recording: Recording, title: string | undefined): string =>
  title ?? (recordsUserspace(recording) ? labels.ownEvents : labels.without);

function kernelChange(parts: readonly TracePart[], recording: Recording): Change | null {
  const wanted = parts.filter((part) => PART_SOURCES[part].domain === 'kernel');
  if (wanted.length === 0) return null;
  const present = recording.kernel?.preset === undefined ? undefined : findKernelPreset(recording.kernel.preset);
  const preset = smallest(KERNEL_PRESETS, [...kernelPatterns(present), ...wanted.map(patternOf)], kernelPatterns);
  const from = present?.title ?? (recording.kernel ? labels.ownEvents : labels.without);
  return {
    changes: [{ what: labels.change.kernel, from, to: preset.title }],
    costs: preset.costs ?? null,
    change: (draft: RecordingDraft) => ({ ...draft, kernel: { ...draft.kernel, on: true, preset: preset.id } }),
  };
}

/** The first preset that has all patterns; the last one has everything. */
function smallest<P extends Preset | KernelPreset>(
  presets: readonly P[],
  patterns: readonly string[],
  patternsOfPreset: (preset: P) => string[],
): P {
  const covers = (preset: P): boolean =>
    patterns.every((wanted) => patternsOfPreset(preset).some((pattern) => matchesGlob(pattern, wanted)));
  const found = presets.find(covers) ?? presets.at(-1);
  if (!found) throw new Error('there is no preset');
  return found;
}

const patternsOf = (preset: Preset | undefined): string[] => preset?.events.map(({ pattern }) => pattern) ?? [];

/** Tracepoints and system calls have different names, so the latter get a prefix. */
const kernelPatterns = (preset: KernelPreset | undefined): string[] =>
  preset ? [...preset.tracepoints, ...preset.syscalls.map(syscallPattern)] : [];

const syscallPattern = (pattern: string): string => `syscall ${pattern}`;

function patternOf(part: TracePart): string {
  const source: PartSource = PART_SOURCES[part];
  if (source.domain === 'userspace') return source.event;
  return 'syscall' in source ? syscallPattern(source.syscall) : source.tracepoint;
}
