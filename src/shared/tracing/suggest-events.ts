import type { PreloadId } from './preloads';
import { PROVIDERS } from './tracepoints';

/** A suggested pattern. */
export interface EventSuggestion {
  pattern: string;
  /** `lttng_ust_libc`, or a provider of the image's programs. */
  provider: string;
  /** The preload library that it requires; null: none. */
  needs: PreloadId | null;
  /** Whether a program or library of the image has it. */
  own: boolean;
}

/** Results of an image's inspection: its preload libraries and the tracepoints of its programs. */
export interface KnownImage {
  preloads: Partial<Record<PreloadId, string>>;
  /** In the form `provider:name`. */
  tracepoints: readonly string[];
}

/**
 * Suggests patterns that can match events, in this order: those of the image's programs, of the preload libraries in the image,
 * and of LTTng-UST. For each provider, first a pattern for all events, then one for each event.
 * @param image null before the inspection, which suggests the events of all preload libraries
 */
export function suggestEvents(image: KnownImage | null): EventSuggestion[] {
  const own = [...byProvider(image?.tracepoints ?? [])].flatMap(([provider, events]) =>
    patternsOf(provider, events, null, true),
  );
  const known = PROVIDERS.filter(
    ({ preload }) => preload === null || image === null || image.preloads[preload] !== undefined,
  );
  return [...own, ...known.flatMap(({ name, preload, events }) => patternsOf(name, events, preload, false))];
}

const patternsOf = (
  provider: string,
  events: readonly string[],
  needs: PreloadId | null,
  own: boolean,
): EventSuggestion[] => ['*', ...events].map((event) => ({ pattern: `${provider}:${event}`, provider, needs, own }));

function byProvider(tracepoints: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const tracepoint of tracepoints) {
    const [provider = '', name = ''] = tracepoint.split(':');
    if (provider.startsWith('lttng_ust_')) continue; // PROVIDERS has these, with the preload libraries that they require
    found.set(provider, [...(found.get(provider) ?? []), name]);
  }
  return found;
}

/** The suggestions that contain all typed search terms, in the given order. */
export function matchingEvents<Suggestion extends { pattern: string }>(
  suggestions: readonly Suggestion[],
  typed: string,
): Suggestion[] {
  const terms = typed
    .toLowerCase()
    .split(/[\s*]+/)
    .filter(Boolean);
  return suggestions.filter(({ pattern }) => terms.every((term) => pattern.toLowerCase().includes(term)));
}

/**
 * The preload library that a pattern requires: every provider that it matches belongs to a preload library, and none of these is
 * on. Null if there is none, for example for `*`, which matches any provider.
 */
export function missingPreload(pattern: string, on: readonly PreloadId[]): PreloadId | null {
  const provider = pattern.split(':')[0] ?? '';
  if (!/[A-Za-z0-9_]/.test(provider)) return null;
  const matching = PROVIDERS.filter(({ name }) => matchesGlob(provider, name));
  const [first] = matching;
  if (!first || matching.some(({ preload }) => preload === null || on.includes(preload))) return null;
  return first.preload;
}

/** Whether a pattern with `*` for any characters matches a name. Uses each part's first occurrence, which is always sufficient. */
export function matchesGlob(pattern: string, name: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  if (!name.startsWith(first)) return false;
  const last = parts.pop();
  if (last === undefined) return name === first;
  let at = first.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
