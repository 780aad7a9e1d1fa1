import { splitCommand } from '@shared/request/split-command';
import { useDraft } from '../../stores/draft';
import { texts } from '../../texts/en';
import { FieldError, FormRow } from './fields/FormRow';
import { useField } from './fields/use-field';

const { record } = texts;

/** More arguments are only counted. */
const SHOWN_ARGUMENTS = 40;

interface Props {
  field: 'command' | 'entrypoint';
  label: string;
  placeholder: string;
}

/** A command line, and below it the arguments that the program receives. */
export function CommandField({ field, label, placeholder }: Props) {
  const line = useDraft((state) => state.draft[field]);
  const change = useDraft((state) => state.change);
  const { input, error, errorId } = useField(field);
  return (
    <FormRow label={label} htmlFor={input.id}>
      <textarea
        {...input}
        className="field field-code command-line"
        rows={1}
        value={line}
        placeholder={placeholder}
        onChange={(event) => change({ [field]: event.target.value })}
      />
      <FieldError id={errorId} error={error} />
      <PassedArguments line={line} />
    </FormRow>
  );
}

function PassedArguments({ line }: { line: string }) {
  const split = splitCommand(line);
  if ('problem' in split || split.argv.length === 0) return null;
  const hidden = split.argv.length - SHOWN_ARGUMENTS;
  return (
    <ol className="words" aria-label={record.passedAs}>
      {split.argv.slice(0, SHOWN_ARGUMENTS).map((argument, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the position identifies an argument
        <li key={index}>
          <code className="word" title={argument}>
            {argument === '' ? <span className="quiet">{record.emptyArgument}</span> : argument}
          </code>
        </li>
      ))}
      {hidden > 0 ? <li className="quiet">{record.moreArguments(String(hidden))}</li> : null}
    </ol>
  );
}
