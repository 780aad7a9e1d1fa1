import type { ReactNode } from 'react';

/** A named figure of a definition list. */
export function Figure({ name, title, children }: { name: string; title?: string | undefined; children: ReactNode }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd title={title}>{children}</dd>
    </div>
  );
}
