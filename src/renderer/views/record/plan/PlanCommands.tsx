import { Tabs } from '@base-ui/react/tabs';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import { CopyButton } from '../../../parts/CopyButton';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';

const { record } = texts;

/** The exact commands: step by step, or as one bash script. */
export function PlanCommands({ preview }: { preview: PlanPreview }) {
  return (
    <Tabs.Root defaultValue="steps" className="commands">
      <div className="tabs-row">
        <Tabs.List className="tabs" activateOnFocus>
          <Tabs.Tab className="tab" value="steps">
            {record.steps}
          </Tabs.Tab>
          <Tabs.Tab className="tab" value="script">
            {record.script}
          </Tabs.Tab>
        </Tabs.List>
        <CopyButton text={preview.script} what={record.theScript} />
      </div>
      <Tabs.Panel value="steps" className="commands-panel" tabIndex={-1}>
        <ScrollRegion className="commands-scroll" aria-label={record.steps}>
          <ol className="plan-steps">
            {preview.steps.map((step) => (
              <li key={step.id}>
                <span className="plan-step-title">{step.title}</span>
                {step.commands.map((command) => (
                  <code key={command}>{command}</code>
                ))}
              </li>
            ))}
          </ol>
        </ScrollRegion>
      </Tabs.Panel>
      <Tabs.Panel value="script" className="commands-panel" tabIndex={-1}>
        <ScrollRegion className="commands-scroll" aria-label={record.script}>
          <pre className="script">{preview.script}</pre>
        </ScrollRegion>
      </Tabs.Panel>
    </Tabs.Root>
  );
}
