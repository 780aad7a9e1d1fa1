import { Menu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';

interface Props {
  onClick(): void;
  keys?: string;
  disabled?: boolean;
  title?: string | undefined;
  children: ReactNode;
}

/** An item of a menu, with its key. */
export function MenuItem({ onClick, keys, disabled = false, title, children }: Props) {
  return (
    <Menu.Item className="menu-item" disabled={disabled} title={title} onClick={onClick}>
      <span className="menu-text">{children}</span>
      {keys ? <kbd>{keys}</kbd> : null}
    </Menu.Item>
  );
}

export const MenuLine = () => <Menu.Separator className="menu-line" />;
