import { Activity } from 'lucide-react';
import { Button } from '../../parts/Button';
import { useDoctor } from '../../stores/doctor';
import { useRun } from '../../stores/run';
import { texts } from '../../texts/en';
import { startSanity, whyNoSanity } from './doctor-actions';

const { doctor } = texts;

/** Starts the sanity check, which covers everything except containers, in one click. When disabled, it shows the reason. */
export function SanityStrip() {
  useDoctor(); // the reason is computed from it
  const { starting } = useRun();
  const reason = whyNoSanity();
  return (
    <section className="sanity" aria-label={doctor.sanity}>
      <p id="sanity-text">
        <TextWithCommands text={doctor.sanityText} />
        {/* Do not show the short preparation, which would only make the lines below jump. */}
        {reason && reason !== doctor.sanityReason.looking ? <span className="sanity-reason">{reason}</span> : null}
      </p>
      <Button disabled={reason !== null || starting} aria-describedby="sanity-text" onClick={() => void startSanity()}>
        <Activity size={14} aria-hidden />
        {doctor.sanity}
      </Button>
    </section>
  );
}

/** Text between backticks is a command. */
function TextWithCommands({ text }: { text: string }) {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : <span key={part}>{part}</span>));
}
