import type { FunctionKey } from '@shared/trace-view/picture';
import { Amount } from '../table/Amount';
import { FunctionName } from '../table/FunctionName';
import { shareText } from '../table/trace-figures';
import type { Neighbour } from './call-neighbours';

const SHOWN = 4;

interface Props {
  className?: string;
  title: string;
  /** Shown instead of an empty list. */
  none: string;
  neighbours: readonly Neighbour[];
  /** What 100 % is, nanoseconds. */
  wholeNs: number;
  onSelect(key: FunctionKey): void;
}

/** Callers or callees of a function with their time. A click selects one. */
export function Neighbours({ className = '', title, none, neighbours, wholeNs, onSelect }: Props) {
  return (
    <div className={className}>
      <h3>{title}</h3>
      {neighbours.length === 0 ? <p className="quiet">{none}</p> : null}
      <ol>
        {neighbours.slice(0, SHOWN).map(({ key, name, totalNs }) => (
          <li key={key}>
            <button type="button" className="neighbour" onClick={() => onSelect(key)}>
              <FunctionName name={name} />
              <span className="trace-right figures">
                <Amount ns={totalNs} />
              </span>
              <span className="trace-right figures quiet">{shareText(wholeNs > 0 ? totalNs / wholeNs : 0)}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
