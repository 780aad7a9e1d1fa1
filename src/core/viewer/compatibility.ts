import type { TraceFormat } from './trace-format';

export const VIEWER_SITE = 'https://eclipse.dev/tracecompass';

/** The first Trace Compass that reads it, by its release notes. */
const FIRST_FOR_CTF_2 = '11.3';
const FIRST_FOR_LTTNG_2_14 = '11.1';

/**
 * Which Trace Compass a trace needs at least: CTF 2 came with 11.3, what LTTng writes since 2.14 with 11.1; what is older
 * every version reads.
 * @returns null for any
 */
export function viewerNeeded({ ctf, lttng }: TraceFormat): string | null {
  if (ctf === '2') return FIRST_FOR_CTF_2;
  return lttng !== null && isAtLeast(lttng, '2.14') ? FIRST_FOR_LTTNG_2_14 : null;
}

export interface Unreadable {
  message: string;
  hint: string;
}

/**
 * Why a viewer cannot read leaves of these formats.
 * @param version of Trace Compass; null: unknown, so it is tried
 */
export function whyUnreadable(version: string | null, formats: readonly TraceFormat[]): Unreadable | undefined {
  if (version === null) return undefined;
  for (const format of formats) {
    const needed = viewerNeeded(format);
    if (needed === null || isAtLeast(version, needed)) continue;
    const what = format.ctf === '2' ? 'CTF 2' : `what LTTng ${format.lttng} writes`;
    return {
      message: `Trace Compass ${version} cannot read this trace: it holds ${what}, which Trace Compass reads from ${needed} on.`,
      hint: `A newer one is at ${VIEWER_SITE}.`,
    };
  }
  return undefined;
}

/** By the first two numbers. */
function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
