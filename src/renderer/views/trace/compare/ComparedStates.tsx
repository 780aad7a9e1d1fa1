import type { RowFigures } from '@shared/trace-view/timeline-rows';
import { useMemo } from 'react';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';
import { Amount } from '../table/Amount';
import { StateLegend, StateSplit, type StateTimes } from '../table/StateSplit';
import { pairedStates } from './paired-states';
import type { OtherTrace } from './use-other-trace';
import { WhyNoPart } from './WhyNoPart';

const { compare: labels } = texts.traceTabs;
const MOST = 100;

interface Props {
  pair: readonly [OtherTrace, OtherTrace];
  /** Of the compared range; null while they are read. */
  figures: readonly [RowFigures | null, RowFigures | null];
}

/** How threads of the same name spent their time in two traces. */
export function ComparedStates({ pair, figures }: Props) {
  const [first, second] = [pair[0].whole, pair[1].whole];
  const [ofFirst, ofSecond] = figures;
  const pairs = useMemo(
    () =>
      first && second && ofFirst && ofSecond
        ? pairedStates({ rows: first.rows, figures: ofFirst }, { rows: second.rows, figures: ofSecond }).slice(0, MOST)
        : [],
    [first, second, ofFirst, ofSecond],
  );
  const most = Math.max(...pairs.flatMap(({ times }) => times.map(lengthOf)), 1);
  return (
    <>
      <div className="compare-part">
        <h2>{labels.states}</h2>
        <span className="quiet trace-cut">
          {pairs.length === 0 ? (
            <WhyNoPart part="states" pair={pair} />
          ) : (
            labels.statesText(labels.firstName, labels.secondName)
          )}
        </span>
        <span className="trace-bar-gap" />
        {pairs.length === 0 ? null : <StateLegend />}
      </div>
      {pairs.length === 0 ? null : (
        <ScrollRegion className="compare-states" aria-label={labels.states}>
          <ul>
            {pairs.map(({ key, name, times }) => (
              <li key={key} className="compare-state">
                <span className="trace-cut" title={name}>
                  {name}
                </span>
                {times.map((one, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second trace, always two
                  <span key={at} className="trace-right figures">
                    <Amount ns={one?.runningNs ?? null} />
                  </span>
                ))}
                <span className="compare-bars">
                  {times.map((one, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second trace, always two
                    <span key={at} style={{ width: `${(lengthOf(one) / most) * 100}%` }}>
                      {one ? <StateSplit times={one} /> : null}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      )}
    </>
  );
}

const lengthOf = (times: StateTimes | null): number =>
  times ? times.runningNs + times.waitingNs + times.blockedNs : 0;
