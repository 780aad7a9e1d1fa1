import type { Check } from '@shared/model/capabilities';
import { RefreshCw } from 'lucide-react';
import { count } from '../../format/figures';
import { momentInFull, timeOfDay } from '../../format/moment';
import { ViewHeader } from '../../frame/ViewHeader';
import { Button } from '../../parts/Button';
import { CopyLine } from '../../parts/CopyLine';
import { ErrorNotice } from '../../parts/Notice';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { StateMark } from '../../parts/StateMark';
import { useDoctor } from '../../stores/doctor';
import { texts } from '../../texts/en';

const { doctor } = texts;
const GROUPS = ['tracer', 'engine', 'library', 'system'] as const;

/** What this machine can do: every check as one line, opened why it matters and the way out. */
export function DoctorView() {
  const { checks, looking, error, look } = useDoctor();
  const attention = checks.filter((check) => check.state !== 'good').length;
  const verdict = looking ? doctor.looking : attention === 0 ? doctor.allGood : doctor.attention(count(attention));
  return (
    <main className="view doctor">
      <ViewHeader title={texts.views.doctor} aside={error ? null : verdict}>
        <Button disabled={looking} onClick={() => void look()}>
          <RefreshCw size={14} aria-hidden />
          {doctor.look}
        </Button>
      </ViewHeader>
      <ScrollRegion className="doctor-scroll" aria-label={texts.views.doctor} aria-busy={looking}>
        {error ? <ErrorNotice error={error} /> : null}
        {GROUPS.map((group) => {
          const own = checks.filter((check) => check.group === group);
          return own.length === 0 ? null : (
            <section key={group} className="doctor-group" aria-label={doctor.groups[group]}>
              <h2>{doctor.groups[group]}</h2>
              {own.map((check) => (
                <CheckLine key={check.id} check={check} />
              ))}
            </section>
          );
        })}
      </ScrollRegion>
    </main>
  );
}

function CheckLine({ check }: { check: Check }) {
  const { state, title, summary, why, remedy, checkedAt } = check;
  return (
    <details className="check" open={state === 'bad'}>
      <summary className="check-line">
        <StateMark state={state} label={doctor.state[state]} />
        <span className="check-title">{title}</span>
        <span className="check-summary" title={summary}>
          {summary}
        </span>
        <time className="check-time figures" dateTime={checkedAt} title={momentInFull(checkedAt)}>
          {timeOfDay(checkedAt)}
        </time>
      </summary>
      <div className="check-more">
        <p>{summary}</p>
        {why ? <p className="quiet">{why}</p> : null}
        {remedy ? <CopyLine text={remedy} what={doctor.remedy} wrap /> : null}
      </div>
    </details>
  );
}
