import { Button } from '../../../parts/Button';
import { texts } from '../../../texts/en';
import { Sentence } from '../guide/Sentence';
import { sentenceText } from '../guide/sentence-text';
import { EvidenceFigure } from './EvidenceFigure';
import type { NumberedFinding } from './numbered-findings';
import type { Remedy } from './use-remedies';

const { insights: labels } = texts.traceTabs;

interface Props {
  numbered: NumberedFinding;
  isSelected: boolean;
  onShow(): void;
  /** Another recording that would say more. */
  remedy?: Remedy | null;
}

/** One insight: the sentence, its proof, its rule, and a figure that shows the evidence. */
export function InsightItem({ numbered: { number, finding }, isSelected, onShow, remedy }: Props) {
  const { sentence, proof, ruleText, factor, evidence, group } = finding;
  const rule = labels.rule(ruleText, factor === null ? null : factor.toFixed(factor < 10 ? 1 : 0));
  const isAboutRecording = group === 'recording';
  return (
    <li className={isSelected ? 'insight insight-selected' : 'insight'} aria-current={isSelected ? 'true' : undefined}>
      <span className={isAboutRecording ? 'insight-number insight-number-recording' : 'insight-number'}>
        <span className="visually-hidden">{labels.number(number)}</span>
        <span aria-hidden>{number}</span>
      </span>
      <div className="insight-text">
        <p className="insight-sentence" title={sentenceText(sentence)}>
          <Sentence parts={sentence} />
        </p>
        <p className="insight-proof" title={sentenceText(proof)}>
          <Sentence parts={proof} />
        </p>
        <p className="insight-rule">
          <span className="insight-rule-text" title={rule}>
            {rule}
          </span>
          {remedy ? (
            <button type="button" className="trace-link insight-again" onClick={remedy.onClick}>
              {remedy.label}
            </button>
          ) : null}
        </p>
      </div>
      {evidence ? <EvidenceFigure evidence={evidence} /> : <span />}
      <Button className="button-small" aria-label={labels.showNumber(number)} onClick={onShow}>
        {labels.show}
      </Button>
    </li>
  );
}
