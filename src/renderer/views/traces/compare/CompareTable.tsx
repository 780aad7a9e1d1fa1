import type { ComparedFact, Comparison } from '@shared/model/compare-traces';
import { FACT_GROUPS, type FactGroup } from '@shared/model/trace-facts';
import { Button } from '../../../parts/Button';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';
import { differenceText, ratioText, valueText } from './fact-text';

const { compare: labels } = texts;

interface Props {
  comparison: Comparison;
  facts: readonly ComparedFact[];
  onShow(id: string): void;
}

/** Both traces in columns of equal width. Differences are marked. */
export function CompareTable({ comparison: { traces }, facts, onShow }: Props) {
  return (
    <ScrollRegion className="compare-scroll" aria-label={labels.table}>
      <table className="compare-table">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{labels.fact}</span>
            </th>
            {traces.map(({ id, title }) => (
              <th key={id} scope="col">
                <bdi className="compare-title" title={title}>
                  {title}
                </bdi>
                <span className="compare-whose">
                  <span className="compare-id quiet" title={id}>
                    {id}
                  </span>
                  <Button kind="plain" aria-label={labels.show(title)} onClick={() => onShow(id)}>
                    {labels.showShort}
                  </Button>
                </span>
              </th>
            ))}
            <th scope="col" className="compare-figure">
              {labels.difference}
            </th>
            <th scope="col" className="compare-figure">
              {labels.ratio}
            </th>
          </tr>
        </thead>
        {FACT_GROUPS.map((group) => (
          <Group key={group} group={group} facts={facts.filter((fact) => fact.group === group)} />
        ))}
      </table>
    </ScrollRegion>
  );
}

function Group({ group, facts }: { group: FactGroup; facts: readonly ComparedFact[] }) {
  if (facts.length === 0) return null;
  return (
    <tbody>
      <tr className="compare-group">
        <th scope="rowgroup" colSpan={5}>
          {labels.groups[group]}
        </th>
      </tr>
      {facts.map((fact) => (
        <Row key={fact.key} fact={fact} />
      ))}
    </tbody>
  );
}

function Row({ fact }: { fact: ComparedFact }) {
  const differs = fact.verdict === 'differs';
  const isFigure = fact.values.some((value) => typeof value === 'number');
  return (
    <tr className={differs ? 'compare-differs' : undefined}>
      <th scope="row">
        <span className="compare-mark" aria-hidden>
          {differs ? '≠' : ''}
        </span>
        {labels.facts[fact.key]}
        {differs ? <span className="visually-hidden">{labels.differsAfter}</span> : null}
      </th>
      {fact.values.map((value, at) => {
        const text = valueText(value, fact);
        const known = value !== null && (typeof value === 'number' || value.length > 0);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second trace, always two
          <td key={at} className={`${isFigure ? 'compare-figure' : ''} ${known ? '' : 'quiet'}`}>
            <bdi className="compare-value" title={text.length > 60 ? text : undefined}>
              {text}
            </bdi>
          </td>
        );
      })}
      <td className="compare-figure">{differenceText(fact)}</td>
      <td className="compare-figure">{ratioText(fact)}</td>
    </tr>
  );
}
