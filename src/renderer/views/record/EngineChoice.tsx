import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { EngineState } from '@shared/model/capabilities';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { engineStatus } from '../../parts/engine-status';
import { ErrorNotice } from '../../parts/Notice';
import { useDoctor } from '../../stores/doctor';
import { fieldId, useDraft } from '../../stores/draft';
import { texts } from '../../texts/en';

/** Every engine with its state. An engine that is not ready, or needs a password, stays in the list with the solution. */
export function EngineChoice({ engines, chosen }: { engines: EngineState[]; chosen: EngineState | undefined }) {
  const change = useDraft((state) => state.change);
  const { checking, error } = useDoctor();
  if (error) return <ErrorNotice error={error} />;
  if (!chosen) return <p className="quiet">{checking ? texts.record.checking : texts.record.noEngine}</p>;
  return (
    <RadioGroup
      className="engines"
      aria-label={texts.record.fields.engine}
      value={chosen.id}
      onValueChange={(value) => change({ engine: String(value) })}
    >
      {engines.map((engine) => (
        <EngineRow key={engine.id} engine={engine} open={engine.id === chosen.id} />
      ))}
    </RadioGroup>
  );
}

function EngineRow({ engine, open }: { engine: EngineState; open: boolean }) {
  const status = engineStatus(engine);
  const facts = [engine.version, engine.rootless ? texts.record.rootless : null].filter(Boolean).join(', ');
  const id = open ? fieldId('engine') : `engine-${engine.id}`;
  return (
    <div className="engine">
      <label className="engine-line" htmlFor={id}>
        <Radio.Root
          id={id}
          value={engine.id}
          className="radio"
          aria-describedby={`engine-${engine.id}-state`}
          nativeButton
          render={<button type="button" />}
        >
          <Radio.Indicator className="radio-dot" />
        </Radio.Root>
        <span className="engine-title">{engine.title}</span>
        <span className="quiet figures">{facts}</span>
        <span id={`engine-${engine.id}-state`} className="engine-state">
          <span className={`dot dot-${status.dot}`} aria-hidden />
          {status.text}
        </span>
      </label>
      {open && engine.state !== 'ready' ? <Remedy engine={engine} /> : null}
    </div>
  );
}

function Remedy({ engine }: { engine: EngineState }) {
  const checking = useDoctor((state) => state.checking);
  return (
    <div className="engine-remedy">
      <p>{engine.helper ? engine.helper.reason : engine.reason}</p>
      {engine.remedy ? <CopyLine text={engine.remedy} what={texts.doctor.remedy} wrap /> : null}
      <Button disabled={checking} onClick={() => void useDoctor.getState().check()}>
        {checking ? texts.doctor.checking : texts.doctor.checkAgain}
      </Button>
    </div>
  );
}
