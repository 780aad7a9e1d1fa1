import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { whyNoMatch } from '../empty/reasons/why-no-match';

const { noMatch } = texts.traceTabs.empty;

/** Instead of an empty list of matches. */
export function NoMatch({ query }: { query: string }) {
  const { whole, go } = useTrace();
  const reasons = whole ? whyNoMatch(whole) : [];
  return (
    <div className="trace-search-results trace-search-none" role="status">
      <strong>{noMatch.title}</strong>
      <p className="quiet">{noMatch.text(query)}</p>
      {reasons.map(({ text, link }) => (
        <p key={text} className="quiet">
          {text}{' '}
          {link ? (
            <button type="button" className="trace-link" onClick={() => go({ tab: link.tab })}>
              {link.text}
            </button>
          ) : null}
        </p>
      ))}
    </div>
  );
}
