import { waitsForPassword } from '@shared/model/run-privilege';
import { canSaveSnapshot, isFlightRecorder } from '@shared/model/run-snapshots';
import type { RunState } from '@shared/model/run-state';
import { ChartGantt, ChartNoAxesGantt, CircleDot, Save, Square } from 'lucide-react';
import { useState } from 'react';
import { duration, size } from '../../format/figures';
import { keyLabel } from '../../format/key-name';
import { Button } from '../../parts/Button';
import { ConfirmDialog } from '../../parts/ConfirmDialog';
import { KeyHint } from '../../parts/KeyHint';
import { useDraft } from '../../stores/draft';
import { isActive, useRun } from '../../stores/run';
import { showTrace } from '../../stores/trace-view/show-trace';
import { useViewers } from '../../stores/viewers';
import { texts } from '../../texts/en';
import { asksBeforeCancel, CANCEL_BUTTON_ID } from './asks-before-cancel';
import { RunMenu } from './RunMenu';

export function RunActions({ run, now }: { run: RunState; now: number }) {
  return isActive(run) ? <WhileRunning run={run} now={now} /> : <WhenOver run={run} />;
}

function WhileRunning({ run, now }: { run: RunState; now: number }) {
  const { stop, cancel } = useRun();
  const [asking, setAsking] = useState(false);
  // While waiting for the password, there is nothing to keep yet.
  const waiting = run.phase !== 'running' || waitsForPassword(run);
  return (
    <>
      <Button
        id={CANCEL_BUTTON_ID}
        kind="quiet"
        className="run-cancel"
        disabled={run.phase === 'cancelling'}
        onClick={() => (asksBeforeCancel(run) ? setAsking(true) : void cancel())}
      >
        {texts.run.cancel}
      </Button>
      {isFlightRecorder(run) ? <SaveSnapshot run={run} /> : null}
      <Button
        kind="primary"
        className="button-large"
        disabled={waiting}
        aria-keyshortcuts="Control+."
        onClick={() => void stop()}
      >
        <Square size={14} fill="currentColor" aria-hidden />
        {run.phase === 'stopping' ? texts.run.stopping : texts.run.stop}
        <KeyHint keys="Control+." />
      </Button>
      <ConfirmDialog
        open={asking}
        title={texts.run.cancelQuestion}
        text={texts.run.cancelText(duration(now - run.startedAt), size(run.sizeBytes))}
        confirm={texts.run.cancel}
        cancel={texts.run.keepRecording}
        onConfirm={() => void cancel()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function SaveSnapshot({ run }: { run: RunState }) {
  const saveSnapshot = useRun((state) => state.saveSnapshot);
  return (
    <Button
      className="button-large"
      disabled={!canSaveSnapshot(run)}
      aria-keyshortcuts="Control+S"
      onClick={() => void saveSnapshot()}
    >
      <Save size={14} aria-hidden />
      {texts.run.snapshot.save}
      <KeyHint keys="Control+S" />
    </Button>
  );
}

function WhenOver({ run }: { run: RunState }) {
  const { dismissFinished, starting } = useRun();
  const { traceId } = run;
  const again = async (): Promise<void> => {
    const draft = useDraft.getState();
    if (!draft.loaded) await draft.load();
    await draft.recordNow();
  };
  if (traceId === null)
    return (
      <>
        <Button kind="quiet" onClick={dismissFinished}>
          {texts.run.newRecording}
        </Button>
        <Button kind="primary" disabled={starting} onClick={() => void again()}>
          <CircleDot size={16} aria-hidden />
          {texts.run.again}
        </Button>
      </>
    );
  return (
    <>
      <RunMenu traceId={traceId} onAgain={() => void again()} />
      <Button
        aria-keyshortcuts="Control+O"
        title={texts.withKeys(texts.viewers.open, keyLabel('Control+O'))}
        onClick={() => void useViewers.getState().open(traceId, run.title)}
      >
        <ChartGantt size={16} aria-hidden />
        {texts.viewers.open}
      </Button>
      <Button kind="primary" onClick={() => showTrace(traceId, run.title)}>
        <ChartNoAxesGantt size={16} aria-hidden />
        {texts.traces.menu.open}
      </Button>
    </>
  );
}
