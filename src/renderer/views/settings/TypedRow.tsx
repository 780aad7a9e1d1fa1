import { useEffect, useState } from 'react';
import { texts } from '../../texts/en';
import { Row, useRowId } from './rows';

export type Parsed<Value> = { value: Value } | { problem: string };

interface Props<Value> {
  name: string;
  text: string;
  unit?: string;
  /** Narrow, for a number. */
  short?: boolean;
  placeholder?: string;
  /** The saved value as text. */
  value: string;
  parse(typed: string): Parsed<Value>;
  onChange(value: Value): void;
}

/** A text field. Saves valid input with Enter and on blur. Escape restores the saved value. */
export function TypedRow<Value>({
  name,
  text,
  unit,
  short = false,
  placeholder,
  value,
  parse,
  onChange,
}: Props<Value>) {
  const id = useRowId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const parsed = parse(typed);
  const problem = 'problem' in parsed ? parsed.problem : null;
  const keep = (): void => {
    if ('value' in parsed) onChange(parsed.value);
  };
  return (
    <Row name={name} labels={id} text={<span id={`${id}-text`}>{text}</span>}>
      <div className="settings-pair">
        <input
          id={id}
          className={short ? 'field settings-field settings-short' : 'field settings-field'}
          value={typed}
          placeholder={placeholder}
          title={placeholder}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? `${id}-text` : `${id}-problem ${id}-text`}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') setTyped(value);
          }}
        />
        {unit ? <span className="quiet">{unit}</span> : null}
      </div>
      {problem === null ? null : (
        <p id={`${id}-problem`} className="field-error">
          {texts.record.problem.sentence(problem)}
        </p>
      )}
    </Row>
  );
}
