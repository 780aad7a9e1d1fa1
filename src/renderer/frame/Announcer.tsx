import { useAnnounce } from '../stores/announce';

/** The two live regions of the window. No other element is live. */
export function Announcer() {
  const { polite, urgent } = useAnnounce();
  return (
    <div className="visually-hidden">
      <div role="status">{polite}</div>
      <div role="alert">{urgent}</div>
    </div>
  );
}
