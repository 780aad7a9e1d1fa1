import { type EngineId, engineLanguage } from '@shared/engines/registry';
import { Button } from '../../../../parts/Button';
import { useInstrument } from '../../../../stores/instrument';
import { texts } from '../../../../texts/en';
import { InstrumentDialog } from './InstrumentDialog';

const labels = texts.instrument;

/** Opens the dialog, which continues to show a build in progress. Engines whose images are files build no Containerfiles. */
export function InstrumentOffer({ engine }: { engine: EngineId }) {
  const build = useInstrument((state) => state.build);
  const show = useInstrument((state) => state.show);
  if (engineLanguage(engine).imagesByPath) return null;
  const isRunning = build?.state === 'building' || build?.state === 'cancelling';
  return (
    <>
      <Button kind="quiet" onClick={show}>
        {isRunning ? labels.building(build.tag) : labels.open}
      </Button>
      <InstrumentDialog engine={engine} />
    </>
  );
}
