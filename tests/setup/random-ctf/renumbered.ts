import type { FieldClass, StructClass } from '@reader/schema/field-class';
import type { TraceSchema } from '@reader/schema/trace-schema';

/** The structures of a schema with slots in the order in which they occur, since two readers may number them differently. */
export function renumbered({ packetHeader, streams, slots }: TraceSchema): unknown {
  const order = new Map<number, number>();
  const number = (slot: number): number => {
    if (!order.has(slot)) order.set(slot, order.size);
    return order.get(slot) ?? -1;
  };
  const struct = (type: StructClass | null): unknown => type && classOf(type);
  const classOf = (type: FieldClass): unknown => {
    switch (type.kind) {
      case 'struct':
        return {
          ...type,
          fields: type.fields.map(({ slot, class: inner, ...field }) => ({
            ...field,
            class: classOf(inner),
            ...(slot === undefined ? {} : { slot: number(slot) }),
          })),
        };
      case 'array':
        return {
          ...type,
          length: 'slot' in type.length ? { slot: number(type.length.slot) } : type.length,
          element: classOf(type.element),
        };
      case 'variant':
        return {
          ...type,
          selectorSlot: number(type.selectorSlot),
          options: type.options.map((option) => ({ ...option, class: classOf(option.class) })),
        };
      default:
        return type;
    }
  };
  const scopes = {
    packetHeader: struct(packetHeader),
    streams: [...streams.values()].map((stream) => ({
      ...stream,
      packetContext: struct(stream.packetContext),
      eventHeader: struct(stream.eventHeader),
      commonContext: struct(stream.commonContext),
      events: [...stream.events.values()].map((event) => ({
        ...event,
        specificContext: struct(event.specificContext),
        payload: struct(event.payload),
      })),
    })),
  };
  return { ...scopes, slots, slotsInUse: order.size };
}
