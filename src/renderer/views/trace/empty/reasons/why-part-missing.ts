import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { TraceFacts } from '@shared/trace-view/trace-facts';
import type { TracePart } from '@shared/trace-view/trace-parts';
import type { TraceTab } from '@shared/trace-view/trace-place';
import { findKernelPreset } from '@shared/tracing/kernel-presets';
import { PRELOADS } from '@shared/tracing/preloads';
import { findPreset } from '@shared/tracing/presets';
import { count } from '../../../../format/figures';
import { texts } from '../../../../texts/en';
import type { Check, Emptiness } from '../emptiness';
import { recordAgainWith } from './record-again-with';
import { asksFor, missingPreloadOf, PART_SOURCES, type Recording } from './recorded-parts';
import { whatTraceHas } from './what-trace-has';

const { parts: names, reasons, checks } = texts.traceTabs.empty;

export interface KnownTrace {
  facts: Pick<TraceFacts, 'basis' | 'lostEvents'>;
  whole: Pick<WholeTrace, 'rows' | 'events' | 'basis' | 'unread'>;
  /** The request of the recording; null for a trace from elsewhere. */
  recording: Recording | null;
}

/** Why a trace does not have one of its parts, and the recording that would have it. @param tab the tab that is empty */
export function whyPartMissing(part: TracePart, known: KnownTrace, tab: TraceTab): Emptiness {
  const { whole, recording } = known;
  const { none, events } = names[part];
  return {
    title: none,
    why: reasonOf(part, known),
    checked: [
      { state: 'bad', text: checks.count(count(whole.events), events) },
      enabledCheck(part, known),
      ...(part === 'calls' ? [{ state: 'note' as const, text: checks.prepared }] : []),
      ...damageChecks(known),
    ],
    again: recording === null ? null : recordAgainWith([part], recording),
    has: whatTraceHas(whole, tab),
  };
}

/** Lost events and unread parts, which can be the reason for anything that is missing. */
export function damageChecks({ facts, whole }: Pick<KnownTrace, 'facts' | 'whole'>): Check[] {
  const lost = facts.lostEvents ?? 0;
  return [
    ...(lost > 0 ? [{ state: 'bad' as const, text: checks.lost(count(lost)) }] : []),
    ...(whole.unread.length > 0 ? [{ state: 'bad' as const, text: checks.unread(whole.unread.length) }] : []),
  ];
}

function reasonOf(part: TracePart, { recording, facts }: KnownTrace): string {
  const { name, notWritten } = names[part];
  if (recording === null) return wasEnabled(part, facts) ? notWritten : reasons.foreign(name);
  if (asksFor(part, recording)) {
    const preload = missingPreloadOf(part, recording);
    if (preload !== null) return reasons.preload(PRELOADS[preload].title, name);
    return part === 'syscalls' && recording.kernel?.containersOnly ? reasons.containersOnly : notWritten;
  }
  return PART_SOURCES[part].domain === 'kernel' ? kernelReason(name, recording) : userspaceReason(name, recording);
}

function userspaceReason(name: string, { preset, events }: Recording): string {
  const title = preset === undefined ? undefined : findPreset(preset)?.title;
  if (title !== undefined) return reasons.preset(title, name);
  return events.length === 0 ? reasons.kernelOnly(name) : reasons.ownEvents(events.length, name);
}

function kernelReason(name: string, { kernel }: Recording): string {
  if (!kernel) return reasons.userspaceOnly(name);
  const title = kernel.preset === undefined ? undefined : findKernelPreset(kernel.preset)?.title;
  return title === undefined
    ? reasons.ownEvents(kernel.tracepoints.length + kernel.syscalls.length, name)
    : reasons.kernelPreset(title, name);
}

function enabledCheck(part: TracePart, { recording, facts }: KnownTrace): Check {
  const { events } = names[part];
  const isEnabled = recording === null ? wasEnabled(part, facts) : asksFor(part, recording);
  return isEnabled
    ? { state: 'good', text: checks.enabled(events) }
    : { state: 'bad', text: checks.notEnabled(events) };
}

/** By the metadata, which does not tell whether allocations were enabled. */
function wasEnabled(part: TracePart, { basis }: KnownTrace['facts']): boolean {
  switch (part) {
    case 'states':
      return basis.scheduling;
    case 'syscalls':
      return basis.syscalls;
    case 'calls':
      return basis.calls;
    case 'memory':
      return false;
  }
}
