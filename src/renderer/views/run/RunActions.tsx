import type { RunState } from '@shared/model/run-state';
import { CircleDot, Rows3, Square } from 'lucide-react';
import { useState } from 'react';
import { duration, size } from '../../format/figures';
import { Button } from '../../parts/Button';
import { ConfirmDialog } from '../../parts/ConfirmDialog';
import { chosenEngine } from '../../stores/choice';
import { isGoingOn, useRun } from '../../stores/run';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';
import { texts } from '../../texts/en';

/** So much may be thrown away without a question. */
const ASK_FROM_MS = 60_000;

export function RunActions({ run, now }: { run: RunState; now: number }) {
  return isGoingOn(run) ? <WhileRunning run={run} now={now} /> : <WhenOver run={run} />;
}

function WhileRunning({ run, now }: { run: RunState; now: number }) {
  const { stop, cancel } = useRun();
  const [asking, setAsking] = useState(false);
  const waiting = run.phase !== 'running';
  return (
    <>
      <Button
        kind="quiet"
        disabled={run.phase === 'cancelling'}
        onClick={() => (run.elapsedMs > ASK_FROM_MS ? setAsking(true) : void cancel())}
      >
        {texts.run.cancel}
      </Button>
      <Button
        kind="primary"
        className="button-large"
        disabled={waiting}
        aria-keyshortcuts="Control+."
        onClick={() => void stop()}
      >
        <Square size={14} fill="currentColor" aria-hidden />
        {run.phase === 'stopping' ? texts.run.stopping : texts.run.stop}
        <kbd>Ctrl+.</kbd>
      </Button>
      <ConfirmDialog
        open={asking}
        title={texts.run.cancelQuestion}
        text={texts.run.cancelText(duration(now - run.startedAt), size(run.sizeBytes))}
        confirm={texts.run.cancel}
        keep={texts.run.goOn}
        onConfirm={() => void cancel()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

function WhenOver({ run }: { run: RunState }) {
  const { recordDemo, putAwayWhenOver } = useRun();
  const select = useTraces((state) => state.select);
  const go = useView((state) => state.go);
  const { traceId } = run;
  const again = (): void => {
    const engine = chosenEngine();
    if (engine) void recordDemo(engine);
    else putAwayWhenOver();
  };
  return (
    <>
      <Button kind="quiet" onClick={putAwayWhenOver}>
        {texts.run.newRecording}
      </Button>
      <Button kind={traceId ? 'plain' : 'primary'} onClick={again}>
        <CircleDot size={16} aria-hidden />
        {texts.run.again}
      </Button>
      {traceId ? (
        <Button
          kind="primary"
          onClick={() => {
            select(traceId);
            go('traces');
          }}
        >
          <Rows3 size={16} aria-hidden />
          {texts.run.showInList}
        </Button>
      ) : null}
    </>
  );
}
