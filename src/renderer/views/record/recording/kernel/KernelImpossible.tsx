import type { KernelCapability } from '@shared/model/capabilities';
import { Button } from '../../../../parts/Button';
import { CopyLine } from '../../../../parts/CopyLine';
import { Hint } from '../../../../parts/Hint';
import { isLooking, useDoctor } from '../../../../stores/doctor';
import { useView } from '../../../../stores/view';
import { texts } from '../../../../texts/en';

const { doctor } = texts;

/** Why the kernel cannot be recorded here, and the way out. Userspace goes on. */
export function KernelImpossible({ machine }: { machine: KernelCapability }) {
  const looking = useDoctor(isLooking);
  return (
    <div className="domain-impossible">
      <p>{machine.refusal?.message ?? machine.reason}</p>
      {machine.remedy ? (
        <CopyLine text={machine.remedy} what={doctor.remedy} wrap />
      ) : machine.refusal?.hint ? (
        <Hint text={machine.refusal.hint} />
      ) : null}
      <div className="domain-ways">
        <Button kind="quiet" disabled={looking} onClick={() => void useDoctor.getState().look()}>
          {looking ? doctor.looking : doctor.look}
        </Button>
        <Button kind="quiet" onClick={() => useView.getState().go('doctor')}>
          {texts.frame.openDoctor}
        </Button>
      </div>
    </div>
  );
}
