import type { PreloadId } from './preloads';
import { PROVIDERS } from './tracepoints';

/** A pattern on offer. */
export interface EventSuggestion {
  pattern: string;
  /** `lttng_ust_libc`, or a provider of the image's own programs. */
  provider: string;
  /** What has to be preloaded for it; null: nothing. */
  needs: PreloadId | null;
  /** Carried by a program or library of the image itself. */
  own: boolean;
}

/** What is known of the image: which preload libraries it holds, and the tracepoints of its own programs. */
export interface KnownImage {
  preloads: Partial<Record<PreloadId, string>>;
  /** `provider:name` each. */
  tracepoints: readonly string[];
}

/**
 * Patterns that can bring events: the image's own first, then those of the preload libraries that it holds, then those of
 * LTTng-UST itself. Each provider as a whole, then its events.
 * @param image null while nobody looked: then every preload library may be there
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
    if (provider.startsWith('lttng_ust_')) continue; // LTTng's own, which are offered by what they need
    found.set(provider, [...(found.get(provider) ?? []), name]);
  }
  return found;
}

/** Suggestions that hold every typed word, in the given order. */
export function matchingEvents<Offer extends { pattern: string }>(
  suggestions: readonly Offer[],
  typed: string,
): Offer[] {
  const words = typed
    .toLowerCase()
    .split(/[\s*]+/)
    .filter(Boolean);
  return suggestions.filter(({ pattern }) => words.every((word) => pattern.toLowerCase().includes(word)));
}

/**
 * The preload library without which a pattern brings nothing: every provider that it names comes with one, and none of
 * these is on. A pattern that any provider can meet, `*`, needs none.
 */
export function missingPreload(pattern: string, on: readonly PreloadId[]): PreloadId | null {
  const provider = pattern.split(':')[0] ?? '';
  if (!/[A-Za-z0-9_]/.test(provider)) return null;
  const met = PROVIDERS.filter(({ name }) => matchesGlob(provider, name));
  const [first] = met;
  if (!first || met.some(({ preload }) => preload === null || on.includes(preload))) return null;
  return first.preload;
}

/** Whether a pattern with `*` for any characters has a name. Each part is taken where it comes first, which is never worse. */
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
