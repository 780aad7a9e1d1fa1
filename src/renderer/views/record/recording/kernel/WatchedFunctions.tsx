import { Plus, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { count } from '../../../../format/figures';
import { Button } from '../../../../parts/Button';
import { IconButton } from '../../../../parts/IconButton';
import { texts } from '../../../../texts/en';
import { DetailGroup } from '../DetailGroup';
import { errorAt } from '../errors-at';
import { PatternField } from '../PatternField';
import type { KernelProps } from './kernel-props';
import { useWatchableProgram } from './use-watchable-program';

const { watch: labels } = texts.recording.kernel;

/** Functions of unmodified programs, with suggestions from the symbols of the image's programs. */
export function WatchedFunctions({ value, change, errors }: KernelProps) {
  const rows = value.watch;
  const list = useRef<HTMLDivElement>(null);
  const added = useRef(false);
  const length = rows.length;
  // The user continues in the new row.
  useEffect(() => {
    if (!added.current || length === 0) return;
    added.current = false;
    list.current?.querySelector<HTMLInputElement>('.pattern-row:last-child input')?.focus();
  }, [length]);
  return (
    <DetailGroup title={texts.record.fields['recording.kernel.watch']} text={labels.text}>
      <div ref={list} className="pattern-rows">
        {rows.map((row, index) => (
          <WatchedRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is identified by its position only
            key={index}
            number={count(index + 1)}
            row={row}
            error={errorAt(errors, `recording.kernel.watch.${index}`)}
            onChange={(text) => change({ watch: rows.with(index, text) })}
            onRemove={() => change({ watch: rows.toSpliced(index, 1) })}
          />
        ))}
      </div>
      <div>
        <Button
          onClick={() => {
            added.current = true;
            change({ watch: [...rows, ''] });
          }}
        >
          <Plus size={16} aria-hidden />
          {labels.add}
        </Button>
      </div>
    </DetailGroup>
  );
}

interface RowProps {
  number: string;
  row: string;
  error: string | undefined;
  onChange(text: string): void;
  onRemove(): void;
}

function WatchedRow({ number, row, error, onChange, onRemove }: RowProps) {
  const program = useWatchableProgram(row);
  const suggestions = useMemo(
    () => (program?.functions ?? []).map((name) => ({ pattern: `${program?.file ?? ''}:${name}`, note: '' })),
    [program],
  );
  const problem = program?.problem;
  return (
    <>
      <div className="pattern-row">
        <PatternField
          label={labels.one(number)}
          placeholder={labels.placeholder}
          value={row}
          suggestions={suggestions}
          error={error}
          onChange={onChange}
        />
        <IconButton label={labels.remove(number)} onClick={onRemove}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {problem ? (
        <p className="quiet">
          {problem.message} {problem.hint}
        </p>
      ) : null}
    </>
  );
}
