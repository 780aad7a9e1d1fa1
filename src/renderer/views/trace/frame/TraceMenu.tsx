import { FormatSubmenu } from '../../../parts/FormatSubmenu';
import { MenuItem, MenuLine } from '../../../parts/MenuItem';
import { MoreMenu } from '../../../parts/MoreMenu';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { useTraces } from '../../../stores/traces';
import { useViewers } from '../../../stores/viewers';
import { texts } from '../../../texts/en';
import { recordAgain } from '../../traces/record-again';
import { closeTrace, copyLink, exportRange, savePicture, showInList } from './menu-actions';

const { header, menu: labels } = texts.traceFrame;
const { viewers } = texts;

/** What else can be done with the opened trace and the present place in it. */
export function TraceMenu({ id }: { id: string }) {
  const isRepeatable = useTraces((state) => state.rows?.find((row) => row.id === id)?.repeatable ?? false);
  return (
    <MoreMenu label={header.more}>
      <MenuItem onClick={() => void copyLink()}>{labels.copyLink}</MenuItem>
      <MenuItem onClick={() => void savePicture()}>{labels.savePicture}</MenuItem>
      <ExportRange />
      <MenuLine />
      <MenuItem onClick={() => void useViewers.getState().openSpeedscope(id)}>{viewers.speedscope}</MenuItem>
      <MenuItem onClick={() => void useViewers.getState().openTerminal(id)}>{viewers.terminal}</MenuItem>
      <MenuLine />
      <MenuItem onClick={() => useTraceView.getState().go({ tab: 'compare' })}>{texts.traceTabs.compare.menu}</MenuItem>
      <MenuItem onClick={() => void recordAgain(id)} disabled={!isRepeatable}>
        {labels.recordAgain}
      </MenuItem>
      <MenuItem onClick={showInList}>{labels.showInList}</MenuItem>
      <MenuItem onClick={closeTrace}>{labels.close}</MenuItem>
    </MoreMenu>
  );
}

function ExportRange() {
  const isPart = useTraceView((state) => state.history.place.range !== null);
  return <FormatSubmenu label={isPart ? labels.exportRange : labels.exportWhole} onSelect={exportRange} />;
}
