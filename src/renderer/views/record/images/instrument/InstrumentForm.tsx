import { Dialog } from '@base-ui/react/dialog';
import type { EngineId } from '@shared/engines/registry';
import { type InstrumentRequest, instrumentRequestSchema } from '@shared/instrument/instrument-request';
import { commandProblemText, splitCommand } from '@shared/request/split-command';
import { type ReactNode, useId, useState } from 'react';
import { ask } from '../../../../bridge';
import { Button } from '../../../../parts/Button';
import { CheckBox } from '../../../../parts/CheckBox';
import { Hint } from '../../../../parts/Hint';
import { ErrorNotice } from '../../../../parts/Notice';
import { useInstrument } from '../../../../stores/instrument';
import { texts } from '../../../../texts/en';
import { instrumentTag } from './instrument-tag';

const labels = texts.instrument;

/** What is typed, kept while the dialog is closed. */
const typed = { folder: '', file: '', tag: '', options: '', headers: false };

/** Asks for the folder, the Containerfile and the name of the new image. */
export function InstrumentForm({ engine }: { engine: EngineId }) {
  const [form, setForm] = useState({ ...typed });
  const [problem, setProblem] = useState<string | null>(null);
  const refusal = useInstrument((state) => state.refusal);
  const change = (next: Partial<typeof typed>): void => {
    Object.assign(typed, next);
    setForm({ ...typed });
  };
  const tag = form.tag.trim() || instrumentTag(form.folder);
  const browse = async (): Promise<void> => {
    const folder = await ask('images:choose-context', null);
    if (folder !== null) change({ folder });
  };
  const start = (): void => {
    const request = requestOf(form, engine, tag);
    setProblem(typeof request === 'string' ? request : null);
    if (typeof request !== 'string') void useInstrument.getState().start(request);
  };
  const boxId = useId();
  return (
    <form
      className="instrument-form"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Dialog.Description className="dialog-text quiet">{labels.text}</Dialog.Description>
      <Field
        label={labels.folder}
        hint={labels.folderHint}
        value={form.folder}
        onChange={(folder) => change({ folder })}
      >
        <Button onClick={() => void browse()}>{labels.browse}</Button>
      </Field>
      <Field label={labels.file} hint={labels.fileHint} value={form.file} onChange={(file) => change({ file })} />
      <Field label={labels.tag} value={form.tag} placeholder={tag} onChange={(next) => change({ tag: next })} />
      <Field
        label={labels.options}
        hint={labels.optionsHint(engine)}
        value={form.options}
        onChange={(options) => change({ options })}
      />
      <div className="instrument-box">
        <CheckBox
          id={boxId}
          checked={form.headers}
          describedBy={`${boxId}-hint`}
          onChange={(headers) => change({ headers })}
        />
        <label htmlFor={boxId}>{labels.headers}</label>
      </div>
      <p id={`${boxId}-hint`} className="quiet">
        {labels.headersHint}
      </p>
      {problem ? (
        <p className="field-error" role="alert">
          {problem}
        </p>
      ) : null}
      {refusal ? <ErrorNotice error={refusal} /> : null}
      <div className="dialog-actions">
        <Dialog.Close className="button button-plain">{labels.cancel}</Dialog.Close>
        <Button type="submit" kind="primary" disabled={form.folder.trim() === ''}>
          {labels.build}
        </Button>
      </div>
    </form>
  );
}

/** The request of the form, or why it is none. */
function requestOf(form: typeof typed, engine: EngineId, tag: string): InstrumentRequest | string {
  const split = splitCommand(form.options);
  if ('problem' in split) return commandProblemText(split.problem);
  const { data, error } = instrumentRequestSchema.safeParse({
    engine,
    contextDir: form.folder.trim(),
    file: form.file.trim() || null,
    tag,
    options: split.argv,
    headers: form.headers,
    excludeFiles: '',
    excludeFunctions: '',
  });
  return data ?? error.issues[0]?.message ?? '';
}

interface FieldProps {
  label: string;
  hint?: string;
  value: string;
  placeholder?: string;
  onChange(value: string): void;
  children?: ReactNode;
}

function Field({ label, hint, value, placeholder, onChange, children }: FieldProps) {
  const id = useId();
  return (
    <div className="instrument-field">
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <div className="instrument-line">
        <input
          id={id}
          className="field field-code"
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
        {children}
      </div>
      {hint ? (
        <div id={`${id}-hint`} className="quiet">
          <Hint text={hint} />
        </div>
      ) : null}
    </div>
  );
}
