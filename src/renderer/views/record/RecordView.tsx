import './record.css';
import { type EngineState, isRecordable } from '@shared/model/capabilities';
import { useEffect } from 'react';
import { ViewHeader } from '../../frame/ViewHeader';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { useActions } from '../../stores/actions';
import { useDoctor } from '../../stores/doctor';
import { fieldId, useDraft } from '../../stores/draft';
import { pickEngine, readyEngine } from '../../stores/pick-engine';
import { useSetups } from '../../stores/setups';
import { texts } from '../../texts/en';
import { CommandField } from './CommandField';
import { EngineChoice } from './EngineChoice';
import { EnvRows } from './EnvRows';
import { afterPointer } from './fields/after-pointer';
import { TextField } from './fields/TextField';
import { useReading, useShownErrors } from './fields/use-field';
import { ImagePicker } from './images/ImagePicker';
import { MoreOfContainer } from './MoreOfContainer';
import { useFollowPlan } from './plan/follow-plan';
import { WhatWillHappen } from './plan/WhatWillHappen';
import { ReachLine } from './ReachLine';
import { RECORD_ACTIONS } from './record-actions';
import { RecordingChoice } from './recording/RecordingChoice';
import { SetupsMenu } from './setups/SetupsMenu';
import { UntilWhen } from './UntilWhen';
import { VolumeRows } from './VolumeRows';

const { record } = texts;

/** The maximum age of the checks when the form is opened or the window gets the focus. */
const CHECK_MAX_AGE_MS = 5_000;

/** Four sections that read as one sentence, and beside them the plan. */
export function RecordView() {
  useActions(RECORD_ACTIONS);
  const notice = useDraft((state) => state.notice);
  const refused = useSetups((state) => state.error);
  const engines = useDoctor((state) => state.capabilities?.engines) ?? [];
  const engine = pickEngine(
    engines,
    useDraft((state) => state.draft.engine),
  );
  const { config } = useReading();
  const usable = engine !== undefined && isRecordable(engine);
  useFollowPlan(config, usable);
  useEffect(() => {
    const recheck = (): void => useDoctor.getState().checkIfOlder(CHECK_MAX_AGE_MS);
    recheck();
    window.addEventListener('focus', recheck);
    return () => window.removeEventListener('focus', recheck);
  }, []);
  return (
    <main className="view record">
      <ViewHeader title={texts.views.record}>
        <SetupsMenu />
      </ViewHeader>
      <div className="record-columns">
        {/* Errors of a field are shown after it lost the focus. Fields of other components are found by their wrapper. */}
        <form className="record-form" onSubmit={(event) => event.preventDefault()} onBlur={leaveField}>
          {notice ? <Notice severity="caution" message={notice} /> : null}
          {refused ? <ErrorNotice error={refused} /> : null}
          <Section name={record.in}>
            <EngineChoice engines={engines} chosen={engine} />
            <Image engine={engine} />
          </Section>
          <Section name={record.run}>
            <CommandField field="command" label={record.fields.command} placeholder={record.commandPlaceholder} />
            <TextField field="repeat" label={record.fields.repeat} placeholder="1" short after={record.times} />
            <EnvRows />
            <VolumeRows />
            <MoreOfContainer />
            <ReachLine />
          </Section>
          <Section name={record.andRecord}>
            <Recording />
          </Section>
          <Section name={record.until}>
            <UntilWhen />
          </Section>
        </form>
        <WhatWillHappen engineReady={usable} />
      </div>
    </main>
  );
}

function leaveField({ target }: React.FocusEvent): void {
  const field = target.closest<HTMLElement>('[data-field]')?.dataset['field'];
  if (field !== undefined) afterPointer(() => useDraft.getState().touch(field));
}

function Section({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section className="record-section" aria-label={name}>
      <h2>{name}</h2>
      <div className="form-rows">{children}</div>
    </section>
  );
}

function Image({ engine }: { engine: EngineState | undefined }) {
  const { image, engine: choice } = useDraft((state) => state.draft);
  const { change } = useDraft.getState();
  const error = useShownErrors()['image'];
  return (
    <div data-field="image">
      <ImagePicker
        id={fieldId('image')}
        engine={engine?.state === 'ready' ? readyEngine(choice) : null}
        byNameOnly={engine?.helper !== undefined}
        value={image}
        onChange={(next) => change({ image: next })}
        error={error}
      />
    </div>
  );
}

function Recording() {
  const { recording, engine, image } = useDraft((state) => state.draft);
  const { change } = useDraft.getState();
  const errors = useShownErrors();
  useDoctor((state) => state.capabilities);
  return (
    <div id={fieldId('recording')} tabIndex={-1} data-field="recording">
      <RecordingChoice
        value={recording}
        onChange={(next) => change({ recording: next })}
        engine={readyEngine(engine)}
        image={image}
        errors={errors}
      />
    </div>
  );
}
