export const doctor = {
  groups: { tracer: 'Tracer', engine: 'Container engines', library: 'Library', system: 'System' },
  state: { good: 'good', caution: 'caution', bad: 'needs attention' },
  look: 'Look again',
  looking: 'Looking…',
  allGood: 'Everything that recording needs is here.',
  attention: (n: string) => (n === '1' ? '1 check needs attention.' : `${n} checks need attention.`),
  lookedAt: (time: string) => `Looked at ${time}`,
  remedy: 'the remedy',
  wayOut: 'The way out',
  since: 'Looked at',
} as const;
