"""Runs when a recorded Python starts, in place of the image's own sitecustomize, which it runs at its end.

It changes nothing that a program notices: no output, no further modules, no connection, and the search path as without it. Where the
module cannot be loaded (an interpreter that is older, not CPython, or without the global lock), nothing is recorded.
"""
import os
import sys

_FOLDER = os.path.dirname(__file__)
_OWN = sys.modules.pop(__name__)  # kept: old interpreters clear a module that nothing refers to


class _AfterImport(object):
    """Calls a function once, when a module was imported. It is the first finder until then."""

    def __init__(self, name, function):
        self.name = name
        self.function = function

    def find_spec(self, name, path=None, target=None):
        if name != self.name:
            return None
        sys.meta_path.remove(self)
        found = (finder.find_spec(name, path, target) for finder in sys.meta_path if hasattr(finder, 'find_spec'))
        spec = next((one for one in found if one is not None), None)
        loader = getattr(spec, 'loader', None)
        if loader is None or isinstance(loader, type) or not hasattr(loader, 'exec_module'):
            return spec  # none, or one for the modules that are built in

        def exec_module(module):
            del loader.exec_module
            loader.exec_module(module)
            self.function(module)

        loader.exec_module = exec_module
        return spec


def _when_imported(name, function):
    module = sys.modules.get(name)
    if module is None:
        sys.meta_path.insert(0, _AfterImport(name, function))
    else:
        function(module)


def _record_logs(record):
    def patch(logging):
        # A handler would change what logging.basicConfig and the last resort do. A method that calls the handlers would be in the
        # stacks that they print.
        passes = logging.Logger.filter

        def filter(self, entry):
            kept = passes(self, entry)
            if kept:
                try:
                    report(kept if isinstance(kept, logging.LogRecord) else entry)
                except Exception:  # of the arguments' own __str__; the handlers report it
                    pass
            return kept

        logging.Logger.filter = filter

    def report(entry):
        error = entry.exc_info[0].__name__ if entry.exc_info and entry.exc_info[0] else ''
        record(entry.levelno, entry.lineno, entry.levelname, entry.name, entry.getMessage(), entry.funcName or '',
               entry.pathname, error)

    _when_imported('logging', patch)


def _record_calls(tracer):
    monitoring = getattr(sys, 'monitoring', None)
    if monitoring is None:  # before Python 3.12: a profile function for each thread
        _when_imported('threading', lambda threading: threading.setprofile(tracer.profile_thread))
        tracer.profile_thread()
        return
    tool = next((one for one in (3, 4) if monitoring.get_tool(one) is None), None)
    if tool is None:
        return
    monitoring.use_tool_id(tool, 'Containers Trace')
    events = monitoring.events
    callbacks = {
        tracer.enter: (events.PY_START, events.PY_RESUME, events.PY_THROW),
        tracer.leave: (events.PY_RETURN, events.PY_YIELD, events.PY_UNWIND),
    }
    for callback, of in callbacks.items():
        for event in of:
            monitoring.register_callback(tool, event, callback)
    monitoring.set_events(tool, sum(event for of in callbacks.values() for event in of))


def _start():
    parts = os.environ.get('CONTAINERS_TRACE_PYTHON', '').split(',')
    is_supported = sys.version_info >= (3, 9) and 't' not in getattr(sys, 'abiflags', '')
    tracer = None
    try:
        if is_supported:
            import _containers_trace as tracer
    except ImportError:  # another interpreter, processor or LTTng-UST
        pass
    while _FOLDER in sys.path:
        sys.path.remove(_FOLDER)
    sys.path_importer_cache.pop(_FOLDER, None)
    if tracer is None:
        return
    tracer.leave_out_file(__file__)
    if 'logs' in parts:
        _record_logs(tracer.log_record)
    if 'calls' in parts:
        _record_calls(tracer)


_start()
import sitecustomize  # the image's own; site.py handles its errors, also that there is none
