/** Fields of an event by name. Names are not unique in a foreign trace. */
export function FieldPairs({ fields }: { fields: readonly { name: string; value: string }[] }) {
  return (
    <dl className="bottom-pairs bottom-fields">
      {fields.map(({ name, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the fields of one event never change their order
        <div key={at}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
