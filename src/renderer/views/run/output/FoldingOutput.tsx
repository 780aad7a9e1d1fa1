import { withoutColours } from '@shared/model/shown-output';
import { ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { count } from '../../../format/figures';
import { KeyHint } from '../../../parts/KeyHint';
import { useActions } from '../../../stores/actions';
import { texts } from '../../../texts/en';
import { OUTPUT_FOLD_ACTIONS, OUTPUT_FOLD_KEY, useOutputFold } from './output-fold';
import { type OutputProps, RunOutput } from './RunOutput';

const { run: labels } = texts;
const NO_ACTIONS: typeof OUTPUT_FOLD_ACTIONS = [];

/** The output of a run. Once the run has a trace, it folds to one line, which says how much was printed. */
export function FoldingOutput({ folds, ...props }: OutputProps & { folds: boolean }) {
  const { isOpen: wanted, set } = useOutputFold();
  const isOpen = wanted ?? true;
  useActions(folds ? OUTPUT_FOLD_ACTIONS : NO_ACTIONS);
  // A new run begins with its own output.
  useEffect(() => () => set(null), [set]);
  if (!folds) return <RunOutput {...props} />;
  const { output } = props;
  const last = output.lines.findLast(({ shown }) => shown !== '');
  const lines = output.first + output.lines.length - (output.lines.at(-1)?.shown === '' ? 1 : 0);
  const fold = (
    <button
      type="button"
      className="fold output-fold"
      aria-expanded={isOpen}
      aria-keyshortcuts={OUTPUT_FOLD_KEY}
      onClick={() => set(!isOpen)}
    >
      <ChevronRight size={14} aria-hidden className="fold-mark" />
      <strong>{labels.output}</strong>
      <span className="quiet figures">{labels.lines(count(lines))}</span>
    </button>
  );
  if (isOpen) return <RunOutput {...props} fold={fold} />;
  return (
    <section className="output output-folded" aria-label={labels.output}>
      <header className="output-head">
        {fold}
        <code className="output-last quiet" title={last ? withoutColours(last.shown) : undefined}>
          {last ? withoutColours(last.shown) : ''}
        </code>
        <KeyHint keys={OUTPUT_FOLD_KEY} />
      </header>
    </section>
  );
}
