import { SETTING_FIELDS } from '@shared/model/settings';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { NumberRow } from './NumberRow';
import { Refusal, Section } from './rows';

const { sections, trash: labels } = texts.settings;

/** How long deleted traces can be restored. */
export function TrashSection({ days }: { days: number }) {
  const change = useSettings((state) => state.change);
  return (
    <Section name={sections.trash}>
      <NumberRow
        name={labels.days}
        text={labels.text}
        unit={labels.unit}
        schema={SETTING_FIELDS.trashDays}
        value={days}
        onChange={(trashDays) => void change({ trashDays })}
      />
      <Refusal of="trashDays" />
    </Section>
  );
}
