import { Tabs } from '@base-ui/react/tabs';
import type { EngineId } from '@shared/engines/registry';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import type { EngineState } from '@shared/model/capabilities';
import { CircleDot, LockOpen } from 'lucide-react';
import { Button } from '../../parts/Button';
import { CopyButton } from '../../parts/CopyButton';
import { ErrorNotice, Notice } from '../../parts/Notice';
import { useDoctor } from '../../stores/doctor';
import { isGoingOn, useRun } from '../../stores/run';
import { texts } from '../../texts/en';
import { usePlan } from './use-plan';

const { record } = texts;

/** Checks, privilege in words, the exact commands, and the button with its reason when it is off. */
export function WhatWillHappen({ engine }: { engine: EngineState | undefined }) {
  const { preview, error, builtFirst } = usePlan(engine);
  const { run, error: refused, starting, recordDemo } = useRun();
  const capabilities = useDoctor((state) => state.capabilities);
  // An image that is not there yet is no problem of the demo: building it is its first step.
  const problems = builtFirst ? [] : (preview?.problems ?? []);
  const blocked = error !== null || problems.some((problem) => problem.severity === 'error');
  const reason = whyNot(engine, capabilities?.tracer.version, isGoingOn(run), blocked);
  return (
    <section className="plan" aria-label={record.whatWillHappen}>
      <div className="plan-scroll">
        <h2>{record.whatWillHappen}</h2>
        {error ? <ErrorNotice error={error} /> : null}
        {problems.map((problem) => (
          <Notice
            key={problem.message}
            severity={problem.severity === 'error' ? 'danger' : 'caution'}
            message={problem.message}
            hint={problem.hint}
          />
        ))}
        {capabilities ? (
          <p className="plan-privilege">
            <LockOpen size={16} aria-hidden />
            {capabilities.tracer.daemon === 'private' ? record.privilegePrivate : record.privilegeRoot}
          </p>
        ) : null}
        {builtFirst ? <p className="quiet">{record.builtFirst}</p> : null}
        {preview ? (
          <Commands preview={preview} />
        ) : engine?.state === 'ready' && !error ? (
          <p>{record.planning}</p>
        ) : null}
      </div>
      <div className="plan-start">
        {refused ? <ErrorNotice error={refused} /> : null}
        <Button
          kind="primary"
          className="button-large"
          disabled={reason !== null || starting}
          aria-describedby={reason ? 'why-not' : undefined}
          aria-keyshortcuts="Control+Enter"
          onClick={() => (engine ? void recordDemo(engine.id as EngineId) : undefined)}
        >
          <CircleDot size={16} aria-hidden />
          {starting ? record.starting : record.start}
          <kbd>Ctrl+Enter</kbd>
        </Button>
        {reason ? (
          <p id="why-not" className="quiet">
            {reason}
          </p>
        ) : null}
      </div>
    </section>
  );
}

function whyNot(
  engine: EngineState | undefined,
  tracer: string | null | undefined,
  running: boolean,
  blocked: boolean,
): string | null {
  if (running) return record.reason.running;
  if (tracer === undefined) return record.reason.looking;
  if (tracer === null) return record.reason.noTracer;
  if (!engine) return record.reason.noEngine;
  if (engine.state !== 'ready') return record.reason.engineNotReady(engine.title);
  return blocked ? record.reason.problem : null;
}

function Commands({ preview }: { preview: PlanPreview }) {
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
      <Tabs.Panel value="steps" className="commands-panel">
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
      </Tabs.Panel>
      <Tabs.Panel value="script" className="commands-panel">
        <pre className="script">{preview.script}</pre>
      </Tabs.Panel>
    </Tabs.Root>
  );
}
