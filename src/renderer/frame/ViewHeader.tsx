import { type ReactNode, useRef } from 'react';
import { PaletteField } from './palette/PaletteField';
import { useArrival } from './use-arrival';

interface Props {
  title: string;
  aside?: ReactNode;
  /** Actions for the whole view, and its search field. */
  children?: ReactNode;
}

/** The title of a view on the left. Its actions and the palette field are on the right. */
export function ViewHeader({ title, aside, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useArrival(heading);
  return (
    <header className="view-header">
      <h1 ref={heading} tabIndex={-1} title={title}>
        {title}
      </h1>
      {aside ? <span className="view-aside">{aside}</span> : null}
      <div className="view-actions">
        {children}
        <PaletteField />
      </div>
    </header>
  );
}
