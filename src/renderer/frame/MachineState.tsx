import { type Dot, engineStatus } from '../parts/engine-status';
import { useDoctor } from '../stores/doctor';
import { useView } from '../stores/view';
import { texts } from '../texts/en';

/** One dot for each engine and one for the tracer. A full, half or hollow shape shows the state without the colour. */
export function MachineState() {
  const capabilities = useDoctor((state) => state.capabilities);
  const go = useView((state) => state.go);
  const { frame } = texts;
  const tracerOk = capabilities !== null && capabilities.tracer.version !== null;
  const tracer = {
    id: 'tracer',
    title: frame.tracer,
    dot: (tracerOk ? 'good' : 'off') as Dot,
    stateText: capabilities ? (tracerOk ? frame.tracerReady : frame.tracerMissing) : frame.notChecked,
  };
  const engines = (capabilities?.engines ?? []).map((engine) => {
    const { dot, text } = engineStatus(engine);
    return { id: engine.id, title: engine.title, dot, stateText: text };
  });
  return (
    <ul className="machine" aria-label={frame.machine}>
      {[...engines, tracer].map((part) => (
        <li key={part.id}>
          <button
            type="button"
            className="machine-part"
            title={`${part.title}: ${part.stateText}`}
            aria-label={`${part.title}: ${part.stateText}. ${frame.openDoctor}`}
            onClick={() => go('doctor')}
          >
            <span className={`dot dot-${part.dot}`} aria-hidden />
            {part.title}
          </button>
        </li>
      ))}
    </ul>
  );
}
