import '../table/trace-panel.css';
import type { FunctionPage } from '@shared/trace-view/function-page';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';

const { functions: labels } = texts.traceTabs;

/** Without a selected function: what all functions of the range come to. */
export function RangePanel({ page: { all, functions, notes } }: { page: FunctionPage }) {
  const self = functions.reduce((sum, { selfNs }) => sum + selfNs, 0);
  const cut = functions.reduce((sum, one) => sum + one.cut, 0);
  return (
    <section className="trace-panel trace-panel-low" aria-label={labels.panelOfRange}>
      <div className="trace-panel-head">
        <span>{labels.summary(count(all), shortTime(self))}</span>
        <span className="quiet trace-cut">{labels.selectOne}</span>
      </div>
      <div className="trace-panel-notes">
        {cut > 0 ? <p>{labels.cut(count(cut))}</p> : null}
        {notes.map((note) => (
          <p key={note} title={note}>
            {note}
          </p>
        ))}
      </div>
    </section>
  );
}
