import { traceTimeOf } from '@shared/analysis/trace-time';
import { useId, useState } from 'react';
import { announce } from '../../../stores/announce';
import { texts } from '../../../texts/en';

const { events: labels } = texts.traceTabs;

/** A time to jump to: `1.5s`, `1204ms`, or seconds. */
export function JumpField({ onJump }: { onJump(timeNs: number): void }) {
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const id = useId();
  const jump = (): void => {
    const timeNs = timeIn(text);
    setIsWrong(timeNs === null);
    if (timeNs === null) announce(labels.wrongTime);
    else onJump(timeNs);
  };
  return (
    <span className="trace-event-jump">
      <input
        type="text"
        className={isWrong ? 'trace-event-jump-field trace-event-jump-wrong' : 'trace-event-jump-field'}
        placeholder={labels.jump}
        aria-label={labels.jump}
        title={labels.jumpHelp}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? id : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={30}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIsWrong(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || text.trim() === '') return;
          event.preventDefault();
          event.stopPropagation();
          jump();
        }}
      />
      {isWrong ? (
        <span id={id} className="trace-event-problem trace-event-jump-problem">
          {labels.wrongTime}
        </span>
      ) : null}
    </span>
  );
}

function timeIn(text: string): number | null {
  try {
    return traceTimeOf(text, labels.jump);
  } catch {
    return null; // not a time; the field says so
  }
}
