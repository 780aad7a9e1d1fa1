import { Plus, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { count } from '../../../../format/figures';
import { Button } from '../../../../parts/Button';
import { IconButton } from '../../../../parts/IconButton';
import { texts } from '../../../../texts/en';
import { DetailGroup } from '../DetailGroup';
import type { FieldErrors } from '../errors-at';
import { PatternField } from '../PatternField';

const { fields } = texts.record;
const TITLES = {
  tracepoints: fields['recording.kernel.tracepoints'],
  syscalls: fields['recording.kernel.syscalls'],
};

interface Props {
  what: 'tracepoints' | 'syscalls';
  rows: readonly string[];
  ofPreset: { title: string; patterns: readonly string[] } | null;
  /** Names, as suggestions. Sorted. */
  offers: readonly string[];
  errors: FieldErrors;
  onChange(rows: string[]): void;
}

/** The preset's patterns (fixed), and the user's rows with suggestions from this kernel. */
export function KernelPatterns({ what, rows, ofPreset, offers, errors, onChange }: Props) {
  const labels = texts.recording.kernel[what];
  const suggestions = useMemo(
    () => [{ pattern: '*', note: labels.all }, ...offers.map((pattern) => ({ pattern, note: '' }))],
    [offers, labels],
  );
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
    <DetailGroup title={TITLES[what]} text={labels.text}>
      {ofPreset && ofPreset.patterns.length > 0 ? (
        <p className="preset-events">
          <span className="quiet">{texts.recording.events.ofPreset(ofPreset.title)}</span>
          {ofPreset.patterns.map((pattern) => (
            <code key={pattern}>{pattern}</code>
          ))}
        </p>
      ) : null}
      <div ref={list} className="pattern-rows">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is identified by its position only
          <div key={index} className="pattern-row">
            <PatternField
              label={labels.one(count(index + 1))}
              placeholder={labels.placeholder}
              value={row}
              suggestions={suggestions}
              error={errors[`recording.kernel.${what}.${index}`]}
              onChange={(pattern) => onChange(rows.with(index, pattern))}
            />
            <IconButton label={labels.remove(count(index + 1))} onClick={() => onChange(rows.toSpliced(index, 1))}>
              <X size={16} aria-hidden />
            </IconButton>
          </div>
        ))}
      </div>
      <div>
        <Button
          onClick={() => {
            added.current = true;
            onChange([...rows, '']);
          }}
        >
          <Plus size={16} aria-hidden />
          {labels.add}
        </Button>
      </div>
    </DetailGroup>
  );
}
