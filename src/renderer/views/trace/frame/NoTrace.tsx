import { ViewHeader } from '../../../frame/ViewHeader';
import { Button } from '../../../parts/Button';
import { useView } from '../../../stores/view';
import { texts } from '../../../texts/en';

const { none } = texts.traceFrame;

/** Says how a trace is opened. */
export function NoTrace() {
  const go = useView((state) => state.go);
  return (
    <>
      <ViewHeader title={texts.views.trace} />
      <div className="empty">
        <h2>{none.title}</h2>
        <p className="quiet">{none.text}</p>
        <Button kind="primary" onClick={() => go('traces')}>
          {none.toList}
        </Button>
      </div>
    </>
  );
}
