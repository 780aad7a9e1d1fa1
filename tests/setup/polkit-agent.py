"""A polkit authentication agent for a test. It prints polkit's requests to standard output, and executes the commands (arm,
allow, dismiss, fail) from standard input. It runs as root, so that it may report an authenticated user to polkit without PAM.

    polkit-agent.py PID BUS_PID
"""

import json
import os
import signal
import sys
import threading
import time

from gi.repository import Gio, GLib

POLKIT = "org.freedesktop.PolicyKit1"
AGENT_PATH = "/org/containerstrace/TestAgent"
INTERFACE = """<node><interface name="org.freedesktop.PolicyKit1.AuthenticationAgent">
<method name="BeginAuthentication"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="a{ss}" direction="in"/><arg type="s" direction="in"/>
<arg type="a(sa{sv})" direction="in"/></method>
<method name="CancelAuthentication"><arg type="s" direction="in"/></method>
</interface></node>"""

app, bus_pid = int(sys.argv[1]), int(sys.argv[2])
bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)
loop = GLib.MainLoop()
asked = {}


def say(word):
    print(word, flush=True)


def ask_polkit(method, arguments, done):
    bus.call(POLKIT, "/org/freedesktop/PolicyKit1/Authority", POLKIT + ".Authority", method, arguments, None,
             Gio.DBusCallFlags.NONE, -1, None, lambda source, result: (source.call_finish(result), done()))


def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
    if method == "BeginAuthentication":
        action, message, icon, _details, cookie, identities = arguments.unpack()
        asked[cookie] = (invocation, identities)
        say("request " + json.dumps({"action": action, "message": message, "icon": icon}))
        say("asked")
    else:
        asked.pop(arguments.unpack()[0], None)
        invocation.return_value(None)
        say("taken back")


def fields(pid):
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()


def is_below(pid):
    while pid > 1:
        pid = int(fields(pid)[1])
        if pid == app:
            return True
    return False


def is_before_pkexec(line):
    """Whether a process is the shell that sudo-prompt starts, or our ask.js, which starts pkexec for an installed package."""
    return ("\0-c\0" in line and "/usr/bin/pkexec" in line) or ("/ask.js\0in-dialog\0" in line and "/start-helper\0" in line)


def parent_of_pkexec(known):
    """The process that will be pkexec's parent, for which polkit looks up the agent."""
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline") as words:
                line = words.read()
            if name not in known and is_before_pkexec(line) and is_below(int(name)):
                return int(name)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return None


def arm():
    """Halts the bus, waits for the parent of pkexec, sends the registration, lets the bus go on: it reads ours before pkexec's call,
    which needs several rounds through the bus."""
    known = set(os.listdir("/proc"))
    os.kill(bus_pid, signal.SIGSTOP)
    try:
        say("armed")
        parent = None
        while parent is None and os.path.exists(f"/proc/{app}"):
            parent = parent_of_pkexec(known)
            time.sleep(0.002)
        if parent is None:
            return
        process = {
            "pid": GLib.Variant("u", parent),
            "start-time": GLib.Variant("t", int(fields(parent)[19])),
            "uid": GLib.Variant("i", os.stat(f"/proc/{parent}").st_uid),
        }
        subject = ("unix-process", process)
        arguments = GLib.Variant("((sa{sv})ss)", (subject, "en_GB.UTF-8", AGENT_PATH))
        ask_polkit("RegisterAuthenticationAgent", arguments, lambda: None)
        bus.flush_sync()
    finally:
        os.kill(bus_pid, signal.SIGCONT)


def settle(word):
    cookie, (invocation, identities) = asked.popitem()
    if word == "dismiss":
        invocation.return_dbus_error(POLKIT + ".Error.Cancelled", "The test dismissed it.")
    elif word == "fail":
        invocation.return_value(None)
    else:
        kind, details = identities[0]
        identity = (kind, {name: GLib.Variant("u", value) for name, value in details.items()})
        # The first is the uid of the process that registered the agent.
        ask_polkit("AuthenticationAgentResponse2", GLib.Variant("(us(sa{sv}))", (os.getuid(), cookie, identity)),
                   lambda: (invocation.return_value(None), say("done")))
        return
    bus.flush(None, lambda *_: say("done"))


def read_orders():
    for line in sys.stdin:
        word = line.strip()
        if word == "arm":
            threading.Thread(target=arm, daemon=True).start()
        else:
            GLib.idle_add(settle, word)
    os.kill(bus_pid, signal.SIGCONT)  # it may be halted for a question that never came
    os._exit(0)


bus.register_object(AGENT_PATH, Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], on_call, None, None)
threading.Thread(target=read_orders, daemon=True).start()
say("ready")
loop.run()
