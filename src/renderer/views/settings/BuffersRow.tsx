import { KIB } from '@shared/model/units';
import { type Buffers, buffersSchema, DEFAULT_BUFFERS } from '@shared/tracing/events';
import { size } from '../../format/figures';
import { SelectField } from '../../parts/SelectField';
import { texts } from '../../texts/en';
import { Row } from './rows';

const { defaults: labels } = texts.settings;
const COUNTS = [...buffersSchema.shape.count.values];
const SIZES_KIB = [...buffersSchema.shape.sizeKiB.values];

interface Props {
  /** Null: the default. */
  buffers: Buffers | null;
  onChange(buffers: Buffers | null): void;
}

/** The number and size of a channel's sub-buffers, and the memory they use. */
export function BuffersRow({ buffers, onChange }: Props) {
  const { count, sizeKiB } = buffers ?? DEFAULT_BUFFERS;
  const choose = (part: { count?: number; sizeKiB?: number }): void => {
    const next = buffersSchema.parse({ count, sizeKiB, ...part });
    const usual = next.count === DEFAULT_BUFFERS.count && next.sizeKiB === DEFAULT_BUFFERS.sizeKiB;
    onChange(usual ? null : next);
  };
  return (
    <Row name={labels.buffers} text={labels.buffersText(size(count * sizeKiB * KIB))}>
      <div className="settings-pair">
        <SelectField
          label={labels.bufferCount}
          value={count}
          options={COUNTS.map((one) => ({ value: one, label: labels.subBuffers(String(one)) }))}
          onChange={(value) => choose({ count: value })}
        />
        <span className="quiet">{labels.of}</span>
        <SelectField
          label={labels.bufferSize}
          value={sizeKiB}
          options={SIZES_KIB.map((one) => ({ value: one, label: bufferSize(one) }))}
          onChange={(value) => choose({ sizeKiB: value })}
        />
      </div>
    </Row>
  );
}

const bufferSize = (kib: number): string => (kib < KIB ? `${kib} KiB` : `${kib / KIB} MiB`);
