import type { Vm } from './vm';

const RULES = '/etc/polkit-1/rules.d/10-test.rules';
const BUS = '/run/dbus/system_bus_socket';
/** What pkexec(1) asks for when no package has declared an action of its own for the program. */
const ACTION = 'org.freedesktop.policykit.exec';

/** Polkit's answer to whoever asks to become root: at once, or no. There is no agent that could ask a person. */
export type PolkitAnswer = 'YES' | 'NO';

/** Starts the system bus and polkitd in the guest. What pkexec may do is told by `answerPkexec`. */
export async function startPolkit(vm: Vm): Promise<void> {
  await vm.must(`
    set -e
    mkdir -p /run/dbus
    dbus-uuidgen --ensure
    dbus-daemon --system --fork
    setsid /usr/lib/polkit-1/polkitd --no-debug </dev/null >/run/polkitd.log 2>&1 &
    for try in $(seq 400); do
      dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner string:org.freedesktop.PolicyKit1 >/dev/null 2>&1 && exit 0
      sleep 0.05
    done
    cat /run/polkitd.log >&2
    exit 1`);
}

/** Lets a user's pkexec through, or refuses it, from now on. */
export async function answerPkexec(vm: Vm, user: 'tester' | 'other', answer: PolkitAnswer): Promise<void> {
  const rule = `polkit.addRule(function (action, subject) {
  if (action.id == "${ACTION}" && subject.user == "${user}") return polkit.Result.${answer};
});
`;
  await vm.must(['sh', '-c', `cat >${RULES}.new && chmod 644 ${RULES}.new && mv ${RULES}.new ${RULES}`], {
    input: rule,
  });
  const reached = answer === 'YES' ? '= 0' : '!= 0';
  // polkitd sees the new file by itself, a moment later.
  await vm.must(
    `for try in $(seq 200); do pkexec --disable-internal-agent true >/dev/null 2>&1; [ $? ${reached} ] && exit 0; sleep 0.05; done; exit 1`,
    { user },
  );
}

/** Stops both; a bus that is gone is one of the ways in which pkexec cannot work. */
export async function stopPolkit(vm: Vm): Promise<void> {
  await vm.must(
    `pkill -x polkitd; pkill -x dbus-daemon; for try in $(seq 200); do pgrep -x 'polkitd|dbus-daemon' >/dev/null || break; sleep 0.05; done; rm -f ${BUS} /run/dbus/pid ${RULES}`,
  );
}
