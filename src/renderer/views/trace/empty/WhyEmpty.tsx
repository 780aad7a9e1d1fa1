import './empty.css';
import type { ReactNode } from 'react';
import { StateMark } from '../../../parts/StateMark';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import type { Emptiness } from './emptiness';
import { RecordAgainPart } from './RecordAgainPart';

const { empty: labels } = texts.traceTabs;
const TABS: Readonly<Record<string, string>> = labels.tabs;

interface Props {
  why: Emptiness;
  /** The trace to record again, if it is not the opened one. */
  id?: string;
  /** Buttons that would show something: clear the filter, the whole trace. */
  children?: ReactNode;
}

/** What is missing, why, what was checked, what another recording would change, and what the trace has. */
export function WhyEmpty({ why: { title, why, checked, again, has }, id, children }: Props) {
  const { facts, go } = useTrace();
  return (
    <section className="why-empty" aria-label={title}>
      <div className="why-text">
        <h2>{title}</h2>
        <p className="why-reason">{why}</p>
        {children ? <div className="why-buttons">{children}</div> : null}
        {checked.length > 0 ? (
          <>
            <h3>{labels.checked}</h3>
            <ul className="why-checks">
              {checked.map(({ state, text }) => (
                <li key={text}>
                  <StateMark state={state} label={labels.marks[state]} />
                  <span>{text}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {again ? <RecordAgainPart id={id ?? facts.id} again={again} /> : null}
        {has.length > 0 ? (
          <>
            <h3>{labels.has}</h3>
            <ul className="why-has">
              {has.map(({ tab, text }) => (
                <li key={tab}>
                  <button type="button" className="trace-link" onClick={() => go({ tab })}>
                    {TABS[tab]}
                  </button>
                  <span className="quiet">{text}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
    </section>
  );
}
