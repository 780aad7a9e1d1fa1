import { Collapsible } from '@base-ui/react/collapsible';
import type { KernelCapability } from '@shared/model/capabilities';
import { ChevronRight } from 'lucide-react';
import { Button } from '../../../../parts/Button';
import { CopyLine } from '../../../../parts/CopyLine';
import { Hint } from '../../../../parts/Hint';
import { isChecking, useDoctor } from '../../../../stores/doctor';
import { useView } from '../../../../stores/view';
import { texts } from '../../../../texts/en';

const { doctor, frame } = texts;
const { impossible: labels } = texts.recording.kernel;

/** Why the kernel cannot be recorded here, in one line, with the solution folded. Userspace recording remains possible. */
export function KernelImpossible({ machine }: { machine: KernelCapability }) {
  const checking = useDoctor(isChecking);
  const { reason, remedy, refusal } = machine;
  return (
    <Collapsible.Root className="domain-impossible">
      <p className="domain-reason">{refusal?.message ?? reason}</p>
      <Collapsible.Trigger className="fold details-fold">
        <ChevronRight size={16} aria-hidden className="fold-mark" />
        {labels.wayOut}
      </Collapsible.Trigger>
      <Collapsible.Panel className="domain-way-out">
        {refusal?.hint ? <Hint text={refusal.hint} /> : null}
        {remedy && !refusal?.hint?.includes(remedy) ? <CopyLine text={remedy} what={doctor.remedy} wrap /> : null}
        <div className="domain-ways">
          <Button disabled={checking} onClick={() => void useDoctor.getState().check()}>
            {checking ? doctor.checking : doctor.checkAgain}
          </Button>
          <Button kind="quiet" onClick={() => useView.getState().go('doctor')}>
            {frame.openDoctor}
          </Button>
        </div>
      </Collapsible.Panel>
    </Collapsible.Root>
  );
}
