import { Filter, X } from 'lucide-react';
import { IconButton } from '../../../parts/IconButton';
import { texts } from '../../../texts/en';
import { FUNCTION_LAYOUTS, useFunctionsLayout } from './functions-layout';

const { functions: labels } = texts.traceTabs;

interface Props {
  shown: string;
  all: string;
  /** Whose functions they are. */
  rows: string;
  /** Whether the table says in which part of the self time the threads ran. */
  isSplit: boolean;
  filter: string;
  onFilter(filter: string): void;
}

/** Above the table: list or tree, the number of functions, and the filter. */
export function FunctionsBar({ shown, all, rows, isSplit, filter, onFilter }: Props) {
  const { layout, show } = useFunctionsLayout();
  return (
    <div className="trace-bar">
      {/* biome-ignore lint/a11y/useSemanticElements: not a set of form fields */}
      <div className="trace-segments" role="group" aria-label={labels.layout}>
        {FUNCTION_LAYOUTS.map((one) => (
          <button key={one} type="button" aria-pressed={one === layout} onClick={() => show(one)}>
            {labels.layouts[one]}
          </button>
        ))}
      </div>
      <span className="trace-bar-first figures" role="status">
        {`${labels.shown(shown, all)}, ${rows}`}
      </span>
      <span className="trace-bar-gap" />
      {isSplit ? <SelfLegend /> : <span className="only-wide">{labels.elapsed}</span>}
      {layout === 'list' ? (
        <label className="trace-filter">
          <Filter size={13} aria-hidden />
          <input
            type="text"
            placeholder={labels.filter}
            aria-label={labels.filter}
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            value={filter}
            onChange={(event) => onFilter(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || filter === '') return;
              event.stopPropagation();
              onFilter('');
            }}
          />
          {filter === '' ? null : (
            <IconButton label={labels.clearFilter} onClick={() => onFilter('')}>
              <X size={12} aria-hidden />
            </IconButton>
          )}
        </label>
      ) : null}
    </div>
  );
}

/** What the two parts of a bar of self time are. */
function SelfLegend() {
  return (
    <span className="trace-legend only-wide">
      {labels.self}
      <span>
        <i className="trace-run" />
        {labels.running}
      </span>
      <span>
        <i className="trace-block" />
        {labels.notRunning}
      </span>
    </span>
  );
}
