import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { useTracerFetch } from '../../../stores/tracer-fetch';
import { texts } from '../../../texts/en';

const { images } = texts;

/** Downloads the older tracer, after which the image is ready. */
export function FetchTracer() {
  const { fetching, error, fetch } = useTracerFetch();
  return (
    <>
      <Button onClick={() => void fetch()} disabled={fetching}>
        {fetching ? images.fetchingTracer : images.fetchTracer}
      </Button>
      {error ? <ErrorNotice error={error} /> : null}
    </>
  );
}
