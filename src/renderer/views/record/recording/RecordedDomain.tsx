import { type ReactNode, useId } from 'react';
import { CheckBox } from '../../../parts/CheckBox';

interface Props {
  title: string;
  /** The explanation after the name. */
  text: string;
  on: boolean;
  /** Whether it cannot be enabled. */
  impossible?: boolean;
  onChange(on: boolean): void;
  /** Shown whether it is enabled or not: why it is impossible. */
  aside?: ReactNode;
  children: ReactNode;
}

/** Userspace or the kernel: a switch, and its options while it is enabled. */
export function RecordedDomain({ title, text, on, impossible = false, onChange, aside, children }: Props) {
  const id = useId();
  return (
    <section className="domain" aria-label={title}>
      <div className="domain-head">
        <CheckBox id={id} checked={on} disabled={impossible && !on} describedBy={`${id}-is`} onChange={onChange} />
        <label className="domain-title" htmlFor={id}>
          {title}
        </label>
        <span id={`${id}-is`} className="quiet">
          {text}
        </span>
      </div>
      {aside}
      {on ? children : null}
    </section>
  );
}
