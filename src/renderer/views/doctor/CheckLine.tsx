import { Collapsible } from '@base-ui/react/collapsible';
import type { Check } from '@shared/model/capabilities';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { hourAndMinute, momentInFull, timeOfDay } from '../../format/moment';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { StateMark } from '../../parts/StateMark';
import { texts } from '../../texts/en';
import type { CheckRow } from './doctor-rows';
import { RemedyDialog } from './RemedyDialog';

const { doctor } = texts;

/** The mark, finding and age of a check. Opened, it shows why the check matters and how to fix it. Bad checks are open at first. */
export function CheckLine({ row: { check }, title }: { row: CheckRow; title: string }) {
  const [toggled, setToggled] = useState<boolean | null>(null);
  if (!check)
    return (
      <li className="check check-line">
        <span className="check-pending" aria-hidden />
        <span className="check-title">{title}</span>
        <span className="quiet">{doctor.checking}</span>
      </li>
    );
  const { state, summary, since } = check;
  return (
    <li className="check">
      <Collapsible.Root open={toggled ?? state === 'bad'} onOpenChange={setToggled}>
        <Collapsible.Trigger className="check-line">
          <StateMark state={state} label={doctor.state[state]} />
          <span className="check-title" title={title}>
            {title}
          </span>
          <span className="check-summary" title={summary}>
            {summary}
          </span>
          <time className="check-time figures" dateTime={since} title={momentInFull(since)}>
            {doctor.since(hourAndMinute(since))}
          </time>
          <ChevronRight size={14} aria-hidden className="check-chevron" />
        </Collapsible.Trigger>
        <Collapsible.Panel className="check-more">
          <CheckMore check={check} />
        </Collapsible.Panel>
      </Collapsible.Root>
    </li>
  );
}

function CheckMore({ check }: { check: Check }) {
  // The command as shown at the click: a check meanwhile must not change what the user confirms.
  const [shownCommand, setShownCommand] = useState<string | null>(null);
  const { why, remedy, mendable, checkedAt } = check;
  return (
    <>
      {why ? <p>{why}</p> : null}
      {remedy ? (
        <div className="check-remedy">
          <CopyLine text={remedy} what={doctor.remedy} wrap />
          {mendable ? <Button onClick={() => setShownCommand(remedy)}>{doctor.run}</Button> : null}
        </div>
      ) : null}
      <p className="quiet figures" title={momentInFull(checkedAt)}>
        {doctor.checkedAt(timeOfDay(checkedAt))}
      </p>
      {shownCommand === null ? null : (
        <RemedyDialog checkId={check.id} command={shownCommand} onClose={() => setShownCommand(null)} />
      )}
    </>
  );
}
