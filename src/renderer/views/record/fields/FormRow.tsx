import './fields.css';
import type { ReactNode } from 'react';

interface Props {
  label: string;
  /** The id of the labelled element. Omitted for a group, which has its own name. */
  htmlFor?: string;
  children: ReactNode;
}

/** A label and, beside it, the labelled element. */
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

/** The error of a field, below it. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return error ? (
    <p id={id} className="field-error">
      {error}
    </p>
  ) : null;
}
