import type { TraceRecord, Warning } from '@shared/model/trace-record';

/** Findings of the look into the image and at the container: each keeps every event away, or some. */
const FINDINGS = [
  'musl',
  'no-libc',
  'no-ust',
  'other-socket',
  'unknown-socket',
  'unknown-context',
  'missing-preload',
  'selinux',
] as const satisfies readonly string[];

/** Warnings for a trace to which nothing came, or for each recording of it to which nothing came, with the likeliest cause. */
export function zeroEvents(record: TraceRecord): Warning[] {
  const empty = record.recordings.filter(({ events }) => events === 0).map(({ domain }) => domain);
  const isAll = record.events === 0;
  const causes = (isAll && empty.length === 0 ? (['userspace'] as const) : empty).map((domain) =>
    domain === 'kernel' ? kernelCause(record) : userspaceCause(record),
  );
  // What others asked for is not known: why nothing came cannot be told.
  const hint = (cause: string | undefined): { hint?: string } =>
    record.config ? { hint: `The likely cause: ${cause}` } : {};
  if (isAll) return [{ code: 'no-events', message: 'The trace holds no events.', ...hint(causes.join(' And: ')) }];
  return empty.map((domain, index) => ({
    code: 'no-events',
    message: `The ${domain} recording holds no events.`,
    ...hint(causes[index]),
  }));
}

function userspaceCause({ config, exitCode, warnings }: TraceRecord): string {
  const found = warnings.find((warning) => FINDINGS.some((code) => code === warning.code));
  if (found) return [found.message, found.hint].filter(Boolean).join(' ');
  if (exitCode) return `the program ended with status ${exitCode} before it did anything that is recorded.`;
  if (config?.recording.preset === 'functions')
    return 'the program was not built with -finstrument-functions. docs/instrument-your-image.md shows the lines; the preset Memory works with any dynamically linked program.';
  return 'the program has no tracepoint that the chosen patterns match, is linked statically, or ended before it could register.';
}

function kernelCause({ config }: TraceRecord): string {
  return config?.recording.kernel?.containersOnly
    ? "nothing that was chosen happened in a container's pid namespace; a container that shares the host's has none of its own."
    : 'nothing that was chosen happened in the kernel while it was recorded. The preset Container records scheduling, which always happens.';
}
