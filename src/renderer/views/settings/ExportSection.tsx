import { type ArchiveFileFormat, archiveFileFormatSchema } from '@shared/archive/formats';
import { SETTING_FIELDS } from '@shared/model/settings';
import { SelectField } from '../../parts/SelectField';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { NumberRow } from './NumberRow';
import { Refusal, Row, Section } from './rows';

const { sections, exports: labels } = texts.settings;

/** The format of exported traces, and which archives are prepared for dragging. */
export function ExportSection({ format, percent }: { format: ArchiveFileFormat; percent: number }) {
  const change = useSettings((state) => state.change);
  return (
    <Section name={sections.exports}>
      <Row name={labels.format} text={labels.formatText[format]}>
        <SelectField
          label={labels.format}
          value={format}
          options={archiveFileFormatSchema.options.map((one) => ({ value: one, label: labels.formats[one] }))}
          onChange={(archiveFormat) => void change({ archiveFormat })}
        />
        <Refusal of="archiveFormat" />
      </Row>
      <NumberRow
        name={labels.share}
        text={labels.shareText}
        unit={labels.shareUnit}
        schema={SETTING_FIELDS.archiveCachePercent}
        value={percent}
        onChange={(archiveCachePercent) => void change({ archiveCachePercent })}
      />
      <Refusal of="archiveCachePercent" />
    </Section>
  );
}
