import { ViewHeader } from '../../frame/ViewHeader';
import { pickEngine, useChoice } from '../../stores/choice';
import { useDoctor } from '../../stores/doctor';
import { texts } from '../../texts/en';
import { DemoCard, RecordedEvents, UntilWhen } from './DemoCard';
import { EngineChoice } from './EngineChoice';
import { WhatWillHappen } from './WhatWillHappen';

/** Four sections that read as one sentence; beside them what will happen. */
export function RecordView() {
  const capabilities = useDoctor((state) => state.capabilities);
  const choice = useChoice((state) => state.engine);
  const engine = pickEngine(capabilities?.engines ?? [], choice);
  const { record } = texts;
  return (
    <main className="view record">
      <ViewHeader title={texts.views.record} />
      <div className="record-columns">
        <div className="record-form">
          <Section name={record.in}>
            <EngineChoice engines={capabilities?.engines ?? []} chosen={engine} />
          </Section>
          <Section name={record.run}>
            <DemoCard />
          </Section>
          <Section name={record.andRecord}>
            <RecordedEvents />
          </Section>
          <Section name={record.until}>
            <UntilWhen />
          </Section>
        </div>
        <WhatWillHappen engine={engine} />
      </div>
    </main>
  );
}

function Section({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <section className="record-section" aria-label={name}>
      <h2>{name}</h2>
      <div>{children}</div>
    </section>
  );
}
