import { Tooltip } from '@base-ui/react/tooltip';
import type { ReactNode } from 'react';
import { KeyHint } from './KeyHint';

interface Props {
  label: string;
  /** As aria-keyshortcuts writes it, `F2` or `Control+1`. */
  keys?: string;
  onClick(): void;
  children: ReactNode;
}

/** A button with only an icon. Its name is shown as a tooltip. */
export function IconButton({ label, keys, onClick, children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger className="icon-button" aria-label={label} aria-keyshortcuts={keys} onClick={onClick}>
        {children}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6}>
          <Tooltip.Popup className="tooltip">
            {label}
            {keys ? <KeyHint keys={keys} /> : null}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
