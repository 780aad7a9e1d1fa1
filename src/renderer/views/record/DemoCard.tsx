import { DEMO_COMMAND, DEMO_IMAGE } from '@shared/model/demo-run';
import { shellCommand } from '@shared/planning/shell-quote';
import { DEFAULT_PRESET, findPreset } from '@shared/tracing/presets';
import { CopyLine } from '../../parts/CopyLine';
import { texts } from '../../texts/en';

const { record } = texts;

/** What is run: for now the demo. */
export function DemoCard() {
  return (
    <div className="demo">
      <h3>{record.demoTitle}</h3>
      <p className="quiet">{record.demoText}</p>
      <dl className="demo-facts">
        <dt>{record.image}</dt>
        <dd>
          <CopyLine text={DEMO_IMAGE} what={record.image.toLowerCase()} />
        </dd>
        <dt>{record.command}</dt>
        <dd>
          <CopyLine text={shellCommand(DEMO_COMMAND)} what={texts.detail.theCommand} wrap />
        </dd>
      </dl>
    </div>
  );
}

/** The preset that the demo records with. */
export function RecordedEvents() {
  const preset = findPreset(DEFAULT_PRESET);
  if (!preset) return null;
  return (
    <>
      <h3>{preset.title}</h3>
      <p className="quiet">{record.showsYou(preset.shows)}</p>
    </>
  );
}

export function UntilWhen() {
  return (
    <>
      <h3>{record.itEnds}</h3>
      <p className="quiet">{record.diskFloor}</p>
    </>
  );
}
