import './fields.css';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** The id of what the label names; left out for a group, which names itself. */
  htmlFor?: string;
  children: ReactNode;
}

/** A label, and beside it what it names. */
export function FormRow({ label, htmlFor, children }: Props) {
  return (
    <div className="form-row">
      {htmlFor === undefined ? (
        <span className="form-label" aria-hidden>
          {label}
        </span>
      ) : (
        <label className="form-label" htmlFor={htmlFor}>
          {label}
        </label>
      )}
      <div className="form-field">{children}</div>
    </div>
  );
}

/** What is wrong with a field, under it. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return error ? (
    <p id={id} className="field-error">
      {error}
    </p>
  ) : null;
}
