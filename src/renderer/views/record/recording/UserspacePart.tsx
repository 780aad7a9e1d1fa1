import { PRESETS } from '@shared/tracing/presets';
import { texts } from '../../../texts/en';
import type { DetailProps } from './detail-props';
import { type PresetCard, PresetCards } from './PresetCards';
import { RecordedDomain } from './RecordedDomain';
import { RecordingDetails } from './RecordingDetails';

const { recording: labels } = texts;
const CARDS: readonly PresetCard[] = [
  ...PRESETS.map(({ id, title, shows }) => ({ id, title, shows: labels.showsYou(shows) })),
  { id: '', title: labels.ownEvents, shows: labels.showsYou(labels.ownEventsShows) },
];

/** The userspace events of the container's programs: presets as cards, the details folded below them. */
export function UserspacePart(props: DetailProps) {
  const { value, change } = props;
  return (
    <RecordedDomain
      title={labels.userspace.title}
      text={labels.userspace.text}
      on={value.userspace}
      onChange={(userspace) => change({ userspace })}
    >
      <PresetCards
        label={texts.record.fields['recording.preset']}
        cards={CARDS}
        chosen={value.preset}
        onChoose={(preset) => change({ preset })}
      />
      <RecordingDetails {...props} />
    </RecordedDomain>
  );
}
