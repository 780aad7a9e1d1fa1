import { SETTING_FIELDS } from '@shared/model/settings';
import { useSettings } from '../../stores/settings';
import { texts } from '../../texts/en';
import { Refusal, Section } from './rows';
import { type Parsed, TypedRow } from './TypedRow';

const { sections, trash: words } = texts.settings;

/** How long what was deleted can be taken back. */
export function TrashSection({ days }: { days: number }) {
  const change = useSettings((state) => state.change);
  return (
    <Section name={sections.trash}>
      <TypedRow
        name={words.days}
        text={words.text}
        unit={words.unit}
        short
        value={String(days)}
        parse={parseDays}
        onChange={(trashDays) => (trashDays === days ? undefined : void change({ trashDays }))}
      />
      <Refusal of="trashDays" />
    </Section>
  );
}

function parseDays(typed: string): Parsed<number> {
  const text = typed.trim();
  const checked = SETTING_FIELDS.trashDays.safeParse(/^[+-]?\d+([.]\d+)?$/.test(text) ? Number(text) : text);
  return checked.success ? { value: checked.data } : { problem: checked.error.issues[0]?.message ?? texts.error.title };
}
