import { type ContextName, contextSchema, IDENTITY_CONTEXTS } from '@shared/tracing/contexts';
import { findPreset } from '@shared/tracing/presets';
import { texts } from '../../../texts/en';
import { ContextLine } from './ContextLine';
import { DetailGroup } from './DetailGroup';
import type { DetailProps } from './detail-props';

const { contexts: labels, ust } = texts.recording;

/** Contexts that are always recorded, then the others. A context that the image's tracer does not know cannot be added. */
export function ContextList({ value, change, report }: DetailProps) {
  const preset = value.preset === null ? undefined : findPreset(value.preset);
  const known = report?.ust?.contexts;
  const rest = contextSchema.options.filter((name) => !IDENTITY_CONTEXTS.includes(name));
  const toggle = (name: ContextName, on: boolean): void =>
    change({ contexts: on ? [...value.contexts, name] : value.contexts.filter((one) => one !== name) });
  return (
    <DetailGroup title={texts.record.fields['recording.contexts']} text={labels.text}>
      <div className="option-list">
        {[...IDENTITY_CONTEXTS, ...rest].map((name) => {
          const always = IDENTITY_CONTEXTS.includes(name);
          const ofPreset = preset?.contexts.includes(name) ?? false;
          const unknown = known !== undefined && !known.includes(name);
          const chosen = value.contexts.includes(name);
          return (
            <ContextLine
              key={name}
              name={name}
              meaning={labels.meaning[name]}
              checked={always || ofPreset || chosen}
              disabled={always || ofPreset || (unknown && !chosen)}
              note={
                unknown
                  ? labels.unknown(ust(report?.ust?.version ?? null))
                  : always
                    ? labels.always
                    : ofPreset
                      ? labels.ofPreset
                      : null
              }
              wrong={unknown}
              onChange={(on) => toggle(name, on)}
            />
          );
        })}
      </div>
    </DetailGroup>
  );
}
