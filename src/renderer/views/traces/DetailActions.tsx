import type { TraceRow } from '@shared/model/trace-record';
import { ChartGantt, ChartNoAxesGantt, RotateCcw, Trash2, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { keyLabel } from '../../format/key-name';
import { canOpen } from '../../frame/viewer-actions';
import { Button } from '../../parts/Button';
import { MoreMenu } from '../../parts/MoreMenu';
import { showTrace } from '../../stores/trace-view/show-trace';
import { useViewers } from '../../stores/viewers';
import { texts } from '../../texts/en';
import { recordAgain } from './record-again';
import { TraceMenuItems } from './TraceMenuItems';
import { canRemove, deleteSelected, exportable, exportSelected } from './trace-actions';

const { detail: labels, traces, viewers } = texts;

/** Actions on the selected trace in one line: the next step as a button, others as icons, and the rest in a menu. */
export function DetailActions({ row }: { row: TraceRow }) {
  return (
    <div className="detail-actions">
      <Button kind="primary" disabled={!canOpen(row)} onClick={() => showTrace(row.id, row.title)}>
        <ChartNoAxesGantt size={14} aria-hidden />
        {traces.menu.open}
      </Button>
      <Button
        disabled={!canOpen(row)}
        title={texts.withKeys(viewers.open, keyLabel('Control+O'))}
        aria-keyshortcuts="Control+O"
        onClick={() => void useViewers.getState().open(row.id, row.title)}
      >
        <ChartGantt size={14} aria-hidden />
        {viewers.open}
      </Button>
      <span className="detail-more">
        <IconAction
          label={labels.export}
          title={labels.exportKey}
          keys="Control+E"
          disabled={exportable([row]).length === 0}
          onClick={exportSelected}
        >
          <Upload size={16} aria-hidden />
        </IconAction>
        <IconAction
          label={labels.recordAgain}
          title={row.repeatable ? labels.recordAgain : traces.notRepeatable}
          disabled={!row.repeatable}
          onClick={() => void recordAgain(row.id)}
        >
          <RotateCcw size={16} aria-hidden />
        </IconAction>
        <IconAction
          label={labels.remove}
          title={labels.removeKey}
          keys="Delete"
          disabled={!canRemove([row])}
          onClick={deleteSelected}
        >
          <Trash2 size={16} aria-hidden />
        </IconAction>
        <More />
      </span>
    </div>
  );
}

function More() {
  return (
    <MoreMenu label={traces.menu.more}>
      <TraceMenuItems inDetail />
    </MoreMenu>
  );
}

interface IconActionProps {
  label: string;
  title?: string;
  keys?: string;
  disabled?: boolean;
  onClick(): void;
  children: ReactNode;
}

function IconAction({ label, title = label, keys, disabled = false, onClick, children }: IconActionProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={title}
      aria-keyshortcuts={keys}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
