import './instrument.css';
import { Dialog } from '@base-ui/react/dialog';
import type { EngineId } from '@shared/engines/registry';
import { useInstrument } from '../../../../stores/instrument';
import { texts } from '../../../../texts/en';
import { InstrumentBuildView } from './InstrumentBuildView';
import { InstrumentForm } from './InstrumentForm';

const labels = texts.instrument;

/** Builds a user's Containerfile with instrumented compilers: the form, then the build and its result. */
export function InstrumentDialog({ engine }: { engine: EngineId }) {
  const { isOpen, build, close } = useInstrument();
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => (next ? undefined : close())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog dialog-wide">
          <Dialog.Title className="dialog-title">{labels.title}</Dialog.Title>
          {build ? <InstrumentBuildView build={build} /> : <InstrumentForm engine={engine} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
