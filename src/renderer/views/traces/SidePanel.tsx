import './detail/detail.css';
import { X } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { IconButton } from '../../parts/IconButton';
import { useTracesTable } from '../../stores/traces-table';
import { texts } from '../../texts/en';
import { focusTable } from './focus-table';

const { detail: labels } = texts;
/** Pixels. */
const LEAST = 320;
const MOST = 900;
const STEP = 16;
const bounded = (width: number): number => Math.round(Math.min(MOST, Math.max(LEAST, width)));

/** The panel on the right. The user sets its width; the table keeps its minimum width in a small window (detail/detail.css). */
export function SidePanel({ label, children }: { label: string; children: ReactNode }) {
  const { detailWidth, setDetailWidth, openDetail } = useTracesTable();
  const panel = useRef<HTMLElement>(null);
  const close = (): void => {
    openDetail(false);
    focusTable();
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !panel.current) return;
    setDetailWidth(bounded(panel.current.getBoundingClientRect().right - event.clientX));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? STEP : event.key === 'ArrowRight' ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    setDetailWidth(bounded(detailWidth + by));
  };
  return (
    <aside
      className="detail"
      ref={panel}
      id="trace-detail"
      aria-label={label}
      tabIndex={-1}
      style={{ '--detail-width': `${detailWidth}px` } as CSSProperties}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        // The first press leaves the field, the second the panel.
        if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
          panel.current?.focus();
        else close();
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that is moved and has a value; hr has none */}
      <div
        className="detail-edge"
        role="separator"
        aria-label={labels.width}
        aria-orientation="vertical"
        aria-valuenow={detailWidth}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
      />
      <div className="detail-close">
        <IconButton label={labels.close} keys="Escape" onClick={close}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {children}
    </aside>
  );
}
