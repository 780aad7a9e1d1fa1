import type { TraceFormat } from './trace-format';

export const VIEWER_SITE = 'https://eclipse.dev/tracecompass';

/** The first version of Trace Compass that reads the format, by its release notes. */
const FIRST_FOR_CTF_2 = '11.3';
const FIRST_FOR_LTTNG_2_14 = '11.1';

/**
 * The oldest Trace Compass that reads the trace: 11.3 for CTF 2, 11.1 for traces of LTTng 2.14 or later.
 * @returns null when every version reads the trace
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
 * @param version of Trace Compass; null when unknown, which counts as compatible
 */
export function whyUnreadable(version: string | null, formats: readonly TraceFormat[]): Unreadable | undefined {
  if (version === null) return undefined;
  for (const format of formats) {
    const needed = viewerNeeded(format);
    if (needed === null || isAtLeast(version, needed)) continue;
    const what = format.ctf === '2' ? 'is in the format CTF 2' : `was recorded by LTTng ${format.lttng}`;
    return {
      message: `Trace Compass ${version} cannot read this trace. The trace ${what}, which requires Trace Compass ${needed} or later.`,
      hint: `Download a newer version from ${VIEWER_SITE}.`,
    };
  }
  return undefined;
}

/** Compares major and minor version. */
function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
