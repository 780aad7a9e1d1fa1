import { PRESETS } from '@shared/tracing/presets';
import { texts } from '../../../texts/en';
import type { DetailProps } from './detail-props';
import { type PresetCard, PresetCards } from './PresetCards';
import { RecordedDomain } from './RecordedDomain';
import { RecordingDetails } from './RecordingDetails';

const { recording: words } = texts;
const CARDS: readonly PresetCard[] = [
  ...PRESETS.map(({ id, title, shows }) => ({ id, title, shows: words.showsYou(shows) })),
  { id: '', title: words.ownEvents, shows: words.showsYou(words.ownEventsShows) },
];

/** What the container's programs tell of themselves: presets as cards, the details folded away below them. */
export function UserspacePart(props: DetailProps) {
  const { value, change } = props;
  return (
    <RecordedDomain
      title={words.userspace.title}
      text={words.userspace.text}
      on={value.userspace}
      onChange={(userspace) => change({ userspace })}
    >
      <PresetCards
        label={words.userspace.presets}
        cards={CARDS}
        chosen={value.preset}
        onChoose={(preset) => change({ preset })}
      />
      <RecordingDetails {...props} />
    </RecordedDomain>
  );
}
