import './doctor.css';
import { asksForAttention } from '@shared/model/capabilities';
import { RefreshCw } from 'lucide-react';
import { count } from '../../format/figures';
import { moment, timeOfDay } from '../../format/moment';
import { ViewHeader } from '../../frame/ViewHeader';
import { Button } from '../../parts/Button';
import { ErrorNotice } from '../../parts/Notice';
import { ScrollRegion } from '../../parts/ScrollRegion';
import { isChecking, useDoctor } from '../../stores/doctor';
import { texts } from '../../texts/en';
import { CheckLine } from './CheckLine';
import { CopyReport } from './CopyReport';
import { type CheckSection, checkSections } from './doctor-rows';
import { SanityStrip } from './SanityStrip';

const { doctor } = texts;

/** The state of this machine: one line for each check. Opened, it shows why the check matters and how to fix it. */
export function DoctorView() {
  const state = useDoctor();
  const { checks, error, checkedAtMs, checkedFurther, check } = state;
  const checking = isChecking(state);
  return (
    <main className="view doctor">
      <ViewHeader title={texts.views.doctor} aside={<Verdict />}>
        <CopyReport />
        <Button
          aria-keyshortcuts="F5"
          title={`${doctor.checkAgain} (F5)`}
          // Not disabled, so that the focus stays on the button.
          aria-disabled={checking}
          onClick={() => (checking ? undefined : void check())}
        >
          <RefreshCw size={14} aria-hidden />
          {doctor.checkAgain}
        </Button>
      </ViewHeader>
      <ScrollRegion className="doctor-scroll" aria-label={texts.views.doctor} aria-busy={checking}>
        {error ? <ErrorNotice error={error} /> : null}
        <SanityStrip />
        {checkSections(checks, checking && !checkedFurther).map((section) => (
          <Section key={section.key} section={section} />
        ))}
        {checkedAtMs !== null && !checking ? (
          <p className="doctor-looked quiet figures" title={moment(new Date(checkedAtMs).toISOString())}>
            {doctor.checkedAt(timeOfDay(new Date(checkedAtMs).toISOString()))}
          </p>
        ) : null}
      </ScrollRegion>
    </main>
  );
}

/** The number of checks that require attention. Earlier findings stay visible while the checks run again. */
function Verdict() {
  const { checks, checkedFurther, error } = useDoctor();
  if (error) return null;
  if (!checkedFurther) return doctor.checking;
  const attention = checks.filter(asksForAttention).length;
  return attention === 0 ? doctor.allGood : doctor.attention(count(attention));
}

function Section({ section: { group, engineTitle, rows } }: { section: CheckSection }) {
  const title = engineTitle ?? doctor.groups[group];
  return (
    <section className="doctor-group" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {rows.map((row) => (
          <CheckLine key={row.listed.id} row={row} title={lineTitle(row.listed.title, engineTitle)} />
        ))}
      </ul>
    </section>
  );
}

/** Replaces the title of a check that would repeat the heading above it, such as "Podman". */
const lineTitle = (title: string, section: string | null): string => (title === section ? doctor.engineItself : title);
