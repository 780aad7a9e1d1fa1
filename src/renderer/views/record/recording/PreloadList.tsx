import { PRELOAD_IDS, PRELOADS, type PreloadId, withPreload } from '@shared/tracing/preloads';
import { useId } from 'react';
import { Button } from '../../../parts/Button';
import { CheckBox } from '../../../parts/CheckBox';
import { texts } from '../../../texts/en';
import { DetailGroup } from './DetailGroup';
import type { DetailProps } from './detail-props';
import { effectiveChoice } from './recording-summary';

const { preloads: labels } = texts.recording;

/** Follows the preset until the user changes one. From then on the selection is the user's. */
export function PreloadList({ value, change, report }: DetailProps) {
  const { preloads } = effectiveChoice(value);
  const own = value.preloads !== null;
  return (
    <DetailGroup
      title={texts.record.fields['recording.preloads']}
      text={labels.text}
      aside={
        own && value.preset !== null ? (
          <span className="detail-aside">
            <span className="quiet">{labels.ownChoice}</span>
            <Button kind="quiet" onClick={() => change({ preloads: null })}>
              {labels.usePreset}
            </Button>
          </span>
        ) : (
          <span className="detail-aside quiet">{value.preset === null ? null : labels.asPreset}</span>
        )
      }
    >
      <div className="option-list">
        {PRELOAD_IDS.map((id) => (
          <PreloadLine
            key={id}
            id={id}
            checked={preloads.includes(id)}
            absent={report !== null && report.preloads[id] === undefined}
            onChange={(on) => change({ preloads: withPreload(preloads, id, on) })}
          />
        ))}
      </div>
    </DetailGroup>
  );
}

interface LineProps {
  id: PreloadId;
  checked: boolean;
  /** The image does not contain the library. */
  absent: boolean;
  onChange(on: boolean): void;
}

function PreloadLine({ id, checked, absent, onChange }: LineProps) {
  const box = useId();
  const { title, shows } = PRELOADS[id];
  return (
    <div className="option-line option-line-wide">
      <CheckBox
        id={box}
        checked={checked}
        disabled={absent && !checked}
        describedBy={`${box}-is`}
        onChange={onChange}
      />
      <label htmlFor={box}>{title}</label>
      <span id={`${box}-is`} className="quiet">
        {shows}
        {absent ? <span className="option-wrong">{` · ${labels.notInImage}`}</span> : null}
      </span>
    </div>
  );
}
