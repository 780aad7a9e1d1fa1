import type { ComponentProps } from 'react';

type Kind = 'primary' | 'plain' | 'quiet' | 'danger';

/** A button. `primary` marks the one next action of a view. */
export function Button({ kind = 'plain', ...rest }: ComponentProps<'button'> & { kind?: Kind }) {
  return <button type="button" {...rest} className={`button button-${kind} ${rest.className ?? ''}`} />;
}
