import type { Insights, QuietRule } from '@shared/trace-view/insight';
import { useId, useState } from 'react';
import { texts } from '../../../texts/en';
import { missingOf } from './numbered-findings';
import type { Remedy } from './use-remedies';

const { insights: labels } = texts.traceTabs;
const LISTS = ['silent', 'unchecked', 'failed'] as const;
type List = (typeof LISTS)[number];

interface Props {
  insights: Insights;
  /** The recording with which more rules could be checked. */
  remedy: Remedy | null;
}

/** The rules that found nothing, those that could not be checked, and those that failed. A click lists them. */
export function InsightFoot({ insights, remedy }: Props) {
  const [shown, setShown] = useState<List | null>(null);
  const id = useId();
  const toggle = (list: List) => (
    <button
      type="button"
      className="trace-link"
      aria-expanded={shown === list}
      aria-controls={shown === list ? id : undefined}
      onClick={() => setShown(shown === list ? null : list)}
    >
      {labels[list](insights[list].length)}
    </button>
  );
  const { silent, unchecked, failed } = insights;
  const missing = missingOf(insights);
  return (
    <div className="insight-foot">
      {shown === null ? null : (
        <ul id={id} className="insight-rules">
          {ruleLines(insights, shown).map(({ rule, title, text, detail }) => (
            <li key={rule} title={text}>
              {title} <span className="quiet">{detail}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="trace-bar insight-foot-bar">
        {silent.length > 0 ? toggle('silent') : null}
        {unchecked.length > 0 ? (
          <span className="trace-cut insight-foot-missing" title={missing.join('\n')}>
            {toggle('unchecked')}
            {labels.missing(missing.join(', '))}
          </span>
        ) : null}
        {failed.length > 0 ? toggle('failed') : null}
        {remedy && unchecked.length > 0 ? (
          <button
            type="button"
            className="trace-link trace-cut insight-foot-again"
            title={remedy.label}
            onClick={remedy.onClick}
          >
            {remedy.label}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** What is said of each rule of a list: its limit, or why it says nothing. */
function ruleLines({ silent, unchecked, failed }: Insights, list: List): readonly (QuietRule & { detail: string })[] {
  const lists = {
    silent: () => silent.map((one) => ({ ...one, detail: one.text })),
    unchecked: () => unchecked.map((one) => ({ ...one, detail: one.missing })),
    failed: () => failed.map((one) => ({ ...one, detail: one.why })),
  } as const satisfies Record<List, () => readonly (QuietRule & { detail: string })[]>;
  return lists[list]();
}
