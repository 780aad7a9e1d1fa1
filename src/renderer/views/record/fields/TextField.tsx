import type { RecordDraft } from '@shared/request/draft/record-draft';
import type { ReactNode } from 'react';
import { useDraft } from '../../../stores/draft';
import { FieldError, FormRow } from './FormRow';
import { useField } from './use-field';

/** The fields of the form with a single text. */
export type TextFieldName = {
  [Name in keyof RecordDraft]: RecordDraft[Name] extends string ? Name : never;
}[keyof RecordDraft];

interface Props {
  field: TextFieldName;
  label: string;
  placeholder?: string;
  /** Monospace: paths, names, commands. */
  code?: boolean;
  /** Narrow, for a number. */
  short?: boolean;
  /** Text after the field. */
  after?: ReactNode;
}

/** One line of text with its label and error. */
export function TextField({ field, label, placeholder, code = false, short = false, after }: Props) {
  const value = useDraft((state) => state.draft[field]);
  const change = useDraft((state) => state.change);
  const { input, error, errorId } = useField(field);
  return (
    <FormRow label={label} htmlFor={input.id}>
      <div className="form-line">
        <input
          {...input}
          className={`field${code ? ' field-code' : ''}${short ? ' field-short' : ''}`}
          value={value}
          placeholder={placeholder}
          onChange={(event) => change({ [field]: event.target.value })}
        />
        {after ? <span className="quiet">{after}</span> : null}
      </div>
      <FieldError id={errorId} error={error} />
    </FormRow>
  );
}
