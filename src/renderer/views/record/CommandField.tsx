import { useDraft } from '../../stores/draft';
import { texts } from '../../texts/en';
import { splitCommand } from './command-words';
import { FieldError, FormRow } from './fields/FormRow';
import { useField } from './fields/use-field';

const { record } = texts;

/** Words that are shown; more would be a page of their own. */
const SHOWN_WORDS = 40;

interface Props {
  field: 'command' | 'entrypoint';
  label: string;
  placeholder: string;
}

/** A command line, and under it the words as the program will get them. */
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
      <PassedWords line={line} />
    </FormRow>
  );
}

function PassedWords({ line }: { line: string }) {
  const taken = splitCommand(line);
  if ('problem' in taken || taken.words.length === 0) return null;
  const hidden = taken.words.length - SHOWN_WORDS;
  return (
    <ol className="words" aria-label={record.passedAs}>
      {taken.words.slice(0, SHOWN_WORDS).map((word, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place
        <li key={index}>
          <code className="word" title={word}>
            {word === '' ? <span className="quiet">{record.emptyWord}</span> : word}
          </code>
        </li>
      ))}
      {hidden > 0 ? <li className="quiet">{record.moreWords(String(hidden))}</li> : null}
    </ol>
  );
}
