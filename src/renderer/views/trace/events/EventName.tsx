import { splitEventName } from './event-text';

/** The name of an event in one line. The provider is cut first, the part after the colon is kept. */
export function EventName({ name }: { name: string }) {
  const { provider, own } = splitEventName(name);
  return (
    <span className="trace-event-name" title={name}>
      {provider === '' ? null : <span className="trace-cut quiet trace-event-provider">{provider}</span>}
      <span className="trace-cut trace-event-own">{own}</span>
    </span>
  );
}
