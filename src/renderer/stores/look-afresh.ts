import { isLooking, useDoctor } from './doctor';

let lookComes = false;

/** Has this machine looked at again; a look that goes on may have seen what is no more. */
export function lookAfresh(): void {
  if (!isLooking(useDoctor.getState())) {
    void useDoctor.getState().look();
    return;
  }
  if (lookComes) return;
  lookComes = true;
  const stop = useDoctor.subscribe((state) => {
    if (isLooking(state)) return;
    stop();
    lookComes = false;
    void state.look();
  });
}
