import { ENGINE_IDS, engineIdSchema } from '@shared/engines/registry';
import type { Settings } from '@shared/model/settings';
import { MIB } from '@shared/model/units';
import { MEBIBYTES, SECONDS } from '@shared/request/draft/amount';
import { limitsSchema } from '@shared/request/run-config';
import { SelectField } from '../../parts/SelectField';
import { useDoctor } from '../../stores/doctor';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { AmountRow } from './AmountRow';
import { BuffersRow } from './BuffersRow';
import { Refusal, Row, Section } from './rows';

type Defaults = Settings['defaults'];

const { sections, defaults: labels } = texts.settings;
const { maxDurationS, maxSizeBytes, diskFloorBytes } = limitsSchema.shape;

/** The initial values of the form for a new recording. */
export function DefaultsSection({ defaults }: { defaults: Defaults }) {
  const change = (part: Partial<Defaults>): void =>
    void useSettings.getState().change({ defaults: { ...defaults, ...part } });
  const limit = (name: keyof Defaults['limits']) => (value: number | undefined) => {
    const { [name]: _before, ...others } = defaults.limits;
    change({ limits: value === undefined ? others : { ...others, [name]: value } });
  };
  return (
    <Section name={sections.defaults} text={labels.text}>
      <EngineRow engine={defaults.engine} onChange={(engine) => change({ engine })} />
      <BuffersRow buffers={defaults.buffers} onChange={(buffers) => change({ buffers })} />
      <AmountRow
        name={labels.maxDuration}
        text={labels.durationText}
        empty={labels.never}
        units={SECONDS}
        schema={maxDurationS}
        value={defaults.limits.maxDurationS}
        onChange={limit('maxDurationS')}
      />
      <AmountRow
        name={labels.maxSize}
        text={labels.sizeText}
        empty={labels.never}
        units={MEBIBYTES}
        worth={MIB}
        schema={maxSizeBytes}
        value={defaults.limits.maxSizeBytes}
        onChange={limit('maxSizeBytes')}
      />
      <AmountRow
        name={labels.diskFloor}
        text={labels.floorText}
        empty={labels.defaultFloor}
        units={MEBIBYTES}
        worth={MIB}
        schema={diskFloorBytes}
        value={defaults.limits.diskFloorBytes}
        onChange={limit('diskFloorBytes')}
      />
      <Refusal of="defaults" />
    </Section>
  );
}

function EngineRow({ engine, onChange }: { engine: Defaults['engine']; onChange(engine: Defaults['engine']): void }) {
  const engines = useDoctor((state) => state.capabilities?.engines);
  const title = (one: string): string => engines?.find((known) => known.id === one)?.title ?? one;
  return (
    <Row name={labels.engine}>
      <SelectField
        label={labels.engine}
        value={engine ?? ''}
        options={[
          { value: '', label: labels.firstReady },
          ...ENGINE_IDS.map((one) => ({ value: one, label: title(one) })),
        ]}
        onChange={(value) => onChange(value === '' ? null : engineIdSchema.parse(value))}
      />
    </Row>
  );
}
