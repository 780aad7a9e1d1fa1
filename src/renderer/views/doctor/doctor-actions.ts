import { sanityRun } from '@shared/request/sanity-run';
import { ask } from '../../bridge';
import { announce } from '../../stores/announce';
import { useDoctor } from '../../stores/doctor';
import { isActive, useRun } from '../../stores/run';
import { texts } from '../../texts/en';

const { doctor } = texts;

/** Why the sanity check cannot start now; null if it can. */
export function whyNoSanity(): string | null {
  const { capabilities, checks } = useDoctor.getState();
  const reason = doctor.sanityReason;
  if (isActive(useRun.getState().run)) return reason.running;
  if (!capabilities) return reason.looking;
  if (!capabilities.tracer.version || !capabilities.tracer.babeltrace) return reason.tracer;
  return checks.find((check) => check.id === 'host-preloads')?.state === 'good' ? null : reason.preloads;
}

export const startSanity = (): Promise<void> => useRun.getState().record(sanityRun());

/** @throws what errorOf() reads */
export async function copyReport(): Promise<void> {
  const { text } = await ask('doctor:report', null);
  await navigator.clipboard.writeText(text);
  announce(doctor.reportCopied);
}
