import { type ReactNode, useId } from 'react';

interface Props {
  title: string;
  text: string;
  /** At the end of the heading's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A named group of details with its explanation. */
export function DetailGroup({ title, text, aside, children }: Props) {
  const id = useId();
  return (
    <section className="detail-group" aria-labelledby={id}>
      <div className="detail-head">
        <h3 id={id}>{title}</h3>
        {aside}
      </div>
      <p className="quiet">{text}</p>
      {children}
    </section>
  );
}
