import { type ReactNode, useRef } from 'react';
import { PaletteField } from './palette/PaletteField';
import { useArrival } from './use-arrival';

interface Props {
  title: string;
  aside?: ReactNode;
  /** What can be done with all of the view, and its own search field. */
  children?: ReactNode;
}

/** The title of a view on the left; on the right what can be done with all of it, and the way to everything else. */
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
