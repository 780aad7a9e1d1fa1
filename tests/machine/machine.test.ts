import { lostTerminalCases } from './cases/lost-terminal';
import { machineEndCases } from './cases/machine-end';
import { passwordCases } from './cases/password';
import { serviceUnitCases } from './cases/service-units';
import { sessionEndCases } from './cases/session-end';
import { unitStopCases } from './cases/unit-stop';
import { onMachine } from './setup/on-machine';

/** One file, since one boot serves all cases. `-t` selects some. */
onMachine('a machine with systemd', (machine) => {
  sessionEndCases(machine);
  unitStopCases(machine);
  lostTerminalCases(machine);
  passwordCases(machine);
  serviceUnitCases(machine);
  machineEndCases(machine);
});
