import { useTrace } from '../../../stores/trace-view/use-trace';
import type { KnownTrace } from './reasons/why-part-missing';
import { useRecordedConfig } from './use-recorded-config';

/** What reasons are found from; null while it is being read. */
export function useKnownTrace(): KnownTrace | null {
  const { facts, whole } = useTrace();
  const config = useRecordedConfig(facts.id);
  return whole && !config.isReading ? { facts, whole, recording: config.value?.recording ?? null } : null;
}
