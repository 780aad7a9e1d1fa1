import type { TraceRecord, Warning } from '@shared/model/trace-record';

/** Findings of the look into the image: each keeps every event away, or some. */
const FINDINGS = [
  'musl',
  'no-libc',
  'no-ust',
  'other-socket',
  'unknown-socket',
  'unknown-context',
  'missing-preload',
] as const satisfies readonly string[];

/** The warning for a trace to which nothing came, with the likeliest cause. */
export function zeroEvents(record: TraceRecord): Warning {
  return { code: 'no-events', message: 'The trace holds no events.', hint: `The likely cause: ${causeOf(record)}` };
}

function causeOf({ config, exitCode, warnings }: TraceRecord): string {
  const found = warnings.find((warning) => FINDINGS.some((code) => code === warning.code));
  if (found) return [found.message, found.hint].filter(Boolean).join(' ');
  if (exitCode) return `the program ended with status ${exitCode} before it did anything that is recorded.`;
  if (config.recording.preset === 'functions')
    return 'the program was not built with -finstrument-functions. docs/instrument-your-image.md shows the lines; the preset Memory works with any dynamically linked program.';
  return 'the program has no tracepoint that the chosen patterns match, is linked statically, or ended before it could register.';
}
