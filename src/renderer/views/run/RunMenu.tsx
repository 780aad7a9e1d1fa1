import { MenuItem } from '../../parts/MenuItem';
import { MoreMenu } from '../../parts/MoreMenu';
import { useRun } from '../../stores/run';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';
import { texts } from '../../texts/en';

interface Props {
  traceId: string;
  /** Records once more with the same options. */
  onAgain(): void;
}

/** What else can be done after a recording. */
export function RunMenu({ traceId, onAgain }: Props) {
  const { dismissFinished, starting } = useRun();
  const showInList = (): void => {
    useTraces.getState().select(traceId);
    useView.getState().go('traces');
  };
  return (
    <MoreMenu label={texts.run.more}>
      <MenuItem disabled={starting} onClick={onAgain}>
        {texts.run.again}
      </MenuItem>
      <MenuItem onClick={dismissFinished}>{texts.run.newRecording}</MenuItem>
      <MenuItem onClick={showInList}>{texts.run.showInList}</MenuItem>
    </MoreMenu>
  );
}
