import { hostReach, reachSentence } from '@shared/engines/host-reach';
import { engineIdSchema } from '@shared/engines/registry';
import type { RecordDraft } from '@shared/request/draft/record-draft';
import { optionsOfEngine } from '@shared/request/fields/target';
import { useDoctor } from '../../stores/doctor';
import { useDraft } from '../../stores/draft';
import { pickEngine } from '../../stores/pick-engine';
import { texts } from '../../texts/en';

/** What the container's programs can access on this machine with the current options, and whether they come from an import. */
export function ReachLine() {
  const draft = useDraft((state) => state.draft);
  const isForeign = useDraft((state) => state.isForeign);
  const engines = useDoctor((state) => state.capabilities?.engines) ?? [];
  const sentence = reachOf(draft, pickEngine(engines, draft.engine)?.id ?? draft.engine);
  if (sentence === null && !isForeign) return null;
  return (
    <p className="quiet record-reach">
      {isForeign ? `${texts.record.fromImport} ` : null}
      {sentence}
    </p>
  );
}

function reachOf(draft: RecordDraft, choice: string | null): string | null {
  const engine = engineIdSchema.safeParse(choice).data;
  if (!engine) return null;
  const volumes = draft.volumes
    .map((row) => ({ ...row, source: row.source.trim() }))
    .filter(({ source }) => source !== '');
  const options = optionsOfEngine(draft.options, { engine });
  return reachSentence(hostReach(engine, { options, network: draft.network.trim() || undefined, volumes }));
}
