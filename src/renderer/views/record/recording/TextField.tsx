import { useId } from 'react';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

/** A line of code with its label above and its error below. */
export function TextField({ label, placeholder, value, error, onChange }: Props) {
  const id = useId();
  return (
    <div className="text-field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field field-code"
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {error ? (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      ) : null}
    </div>
  );
}
