import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { Result } from '@shared/ipc/contract';
import type { ErrorData } from '@shared/model/app-error';
import { useState } from 'react';
import { ask, errorOf } from '../../bridge';
import { count } from '../../format/figures';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { announce } from '../../stores/announce';
import { useDoctor } from '../../stores/doctor';
import { texts } from '../../texts/en';

const { remedyDialog } = texts.doctor;

interface Props {
  checkId: string;
  /** The command that will run, as created by main. The window cannot change it. */
  command: string;
  onClose(): void;
}

/** Shows the command, runs it after confirmation, then shows its output. All checks run again behind the dialog. */
export function RemedyDialog({ checkId, command, onClose }: Props) {
  const [running, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const run = async (): Promise<void> => {
    setRunning(true);
    const next = await ask('doctor:fix', { checkId }).then(
      (fixed): Outcome => ({ fixed }),
      (thrown: unknown): Outcome => ({ error: errorOf(thrown) }),
    );
    setRunning(false);
    setOutcome(next);
    announce('fixed' in next ? statusText(next.fixed.exitCode) : next.error.message);
  };
  const close = (): void => {
    onClose();
    if (outcome) void useDoctor.getState().check();
  };
  return (
    <AlertDialog.Root open onOpenChange={(next) => (next || running ? undefined : close())}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog mend">
          <AlertDialog.Title className="dialog-title">
            {outcome ? remedyDialog.titleAfter : remedyDialog.title}
          </AlertDialog.Title>
          {outcome ? null : (
            <AlertDialog.Description className="dialog-text">{remedyDialog.text}</AlertDialog.Description>
          )}
          <CopyLine text={command} what={remedyDialog.command} wrap />
          {outcome && 'error' in outcome ? <ErrorNotice error={outcome.error} /> : null}
          {outcome && 'fixed' in outcome ? <CommandOutput {...outcome.fixed} /> : null}
          <div className="dialog-actions">
            {outcome ? (
              <AlertDialog.Close className="button button-primary">{remedyDialog.close}</AlertDialog.Close>
            ) : (
              <>
                <AlertDialog.Close className="button button-plain">{remedyDialog.cancel}</AlertDialog.Close>
                <Button kind="primary" aria-disabled={running} onClick={() => (running ? undefined : void run())}>
                  {running ? remedyDialog.running : remedyDialog.confirm}
                </Button>
              </>
            )}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

type Outcome = { fixed: Result<'doctor:fix'> } | { error: ErrorData };

const statusText = (exitCode: number): string =>
  exitCode === 0 ? remedyDialog.done : remedyDialog.failed(count(exitCode));

function CommandOutput({ exitCode, output }: Result<'doctor:fix'>) {
  if (exitCode !== 0)
    return <Notice severity="danger" message={statusText(exitCode)} detail={output || remedyDialog.noOutput} />;
  return (
    <div className="mend-said">
      <p>{statusText(exitCode)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      {output ? <pre tabIndex={0}>{output}</pre> : <p className="quiet">{remedyDialog.noOutput}</p>}
    </div>
  );
}
