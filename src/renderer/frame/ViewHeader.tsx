import type { ReactNode } from 'react';

/** The title of a view on the left, what can be done with all of it on the right. */
export function ViewHeader({ title, aside, children }: { title: string; aside?: ReactNode; children?: ReactNode }) {
  return (
    <header className="view-header">
      <h1>{title}</h1>
      {aside ? <span className="view-aside">{aside}</span> : null}
      <div className="view-actions">{children}</div>
    </header>
  );
}
