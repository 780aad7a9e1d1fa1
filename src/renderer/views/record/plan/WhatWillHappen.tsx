import './plan.css';
import { Button } from '../../../parts/Button';
import { CheckBox } from '../../../parts/CheckBox';
import { ErrorNotice, Notice } from '../../../parts/Notice';
import { useDoctor } from '../../../stores/doctor';
import { leaveKernelOut, useDraft } from '../../../stores/draft';
import { usePlan } from '../../../stores/plan';
import { texts } from '../../../texts/en';
import { useReading } from '../fields/use-field';
import { PlanCommands } from './PlanCommands';
import { PrivilegeLine } from './PrivilegeLine';
import { isBuiltFirst, planProblems } from './record-state';
import { SeenList } from './SeenList';
import { StartRecording } from './StartRecording';

const { record } = texts;

/** Obstacles, the required privilege, the exact commands, and the Record button, with the reason when it is disabled. */
export function WhatWillHappen({ engineReady }: { engineReady: boolean }) {
  const { preview, error, stale } = usePlan();
  const { config } = useReading();
  useDoctor((state) => state.capabilities);
  return (
    <section className="plan" aria-label={record.whatWillHappen}>
      <div className="plan-scroll">
        <div className="plan-content">
          <div className="plan-title">
            <h2>{record.whatWillHappen}</h2>
            {stale ? <span className="quiet">{record.planning}</span> : null}
          </div>
          {error ? <ErrorNotice error={error} /> : null}
          <Problems />
          {preview ? <SeenList rows={preview.sees} /> : null}
          {preview && !planProblems().some((problem) => problem.about === 'kernel') ? (
            <PrivilegeLine choice={preview.privilege} />
          ) : null}
          {preview?.reaches.map((sentence) => (
            <p key={sentence} className="quiet">
              {sentence}
            </p>
          ))}
          {isBuiltFirst() ? <p className="quiet">{record.builtFirst}</p> : null}
          {config === null ? <p className="quiet">{record.notYet}</p> : null}
          {preview ? <PlanCommands preview={preview} /> : null}
          {config && engineReady && !preview && !error && !stale ? <p className="quiet">{record.planning}</p> : null}
        </div>
      </div>
      <StartRecording />
    </section>
  );
}

function Problems() {
  const problems = planProblems();
  const force = useDraft((state) => state.draft.force);
  const change = useDraft((state) => state.change);
  const canInsist = problems.some((problem) => problem.severity === 'error' && problem.code === 'config');
  return (
    <>
      {problems.map((problem) => (
        <Notice
          key={problem.message}
          severity={problem.severity === 'error' ? 'danger' : 'caution'}
          message={problem.message}
          hint={problem.hint}
        >
          {problem.about === 'kernel' ? <Button onClick={leaveKernelOut}>{record.userspaceOnly}</Button> : null}
        </Notice>
      ))}
      {canInsist ? (
        <div className="plan-insist">
          <CheckBox id="record-force" checked={force} onChange={(next) => change({ force: next })} />
          <label htmlFor="record-force">{record.fields.force}</label>
        </div>
      ) : null}
    </>
  );
}
