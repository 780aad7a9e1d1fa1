import { afterAll, beforeAll, expect, it } from 'vitest';
import { Vm } from './setup/vm';

let vm: Vm;
beforeAll(async () => {
  vm = await Vm.boot({});
});
afterAll(() => vm?.close());

it('says hello', async () => {
  console.log(vm.bootMs, vm.kernel);
  const t=performance.now();
  console.log(await vm.run('uname -a; id; lttng --version; podman --version; node --version; cat /proc/mounts; ls -la /run/user; modprobe lttng-tracer; lsmod | wc -l; cat /etc/subuid; id tester; free -m'));
  console.log(performance.now()-t);
  expect(1).toBe(1);
}, 120000);
