"""A service with the parts of Python that a tracer easily disturbs. Its output must not depend on whether it is recorded."""
import http.server
import logging
import multiprocessing
import os
import subprocess
import sys
import threading
import urllib.request

REQUESTS = 100
log = logging.getLogger('shop')


class Shop(http.server.BaseHTTPRequestHandler):
    class Till:
        def add(self, amount):
            return amount + 1

    def do_GET(self):
        number = int(self.path[1:])
        log.info('sold %d for %s', number, 'ü' * 3)
        body = str(Shop.Till().add(number)).encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def values():
    try:
        yield 1
        yield 2
    except ValueError:
        yield 3


def fail():
    raise KeyError('no such item')


def deep(level):
    return 0 if level == 0 else 1 + deep(level - 1)


def outer():
    def inner():
        return [one for one in range(3)]
    return inner()


def in_child():
    log.warning('in a child')
    print('child', Shop.Till().add(1), flush=True)


def serve():
    server = http.server.HTTPServer(('127.0.0.1', 0), Shop)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    answers = [int(urllib.request.urlopen('http://127.0.0.1:%d/%d' % (server.server_port, one)).read())
               for one in range(REQUESTS)]
    server.shutdown()
    thread.join()
    print('answers', answers == list(range(1, REQUESTS + 1)))


def main():
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format='%(levelname)s %(funcName)s:%(lineno)d %(message)s')
    log.debug('below the level')
    log.addFilter(lambda record: record.msg != 'filtered')
    log.info('filtered')
    serve()
    generator = values()
    print('generator', next(generator), generator.throw(ValueError()), list(generator), outer(), deep(50))
    try:
        fail()
    except KeyError:
        log.exception('it failed')
    log.error('wrong arguments: %d', 'text')  # logging prints the stack
    for way in ('fork', 'spawn'):
        child = multiprocessing.get_context(way).Process(target=in_child)
        child.start()
        child.join()
        print(way, child.exitcode)
    pid = os.fork()
    if pid == 0:
        in_child()
        os._exit(3)
    print('os._exit', os.waitpid(pid, 0)[1])
    for option in ('-I', '-S', '-E'):
        print(option, subprocess.run([sys.executable, option, '-c', 'import sys; print(sys.flags)'],
                                     stdout=subprocess.PIPE).stdout)
    modules = sorted(name for name in sys.modules if 'trace' in name or 'site' in name)
    modules.remove('_containers_trace') if '_containers_trace' in modules else None
    print(sys.path, [type(one).__name__ for one in sys.meta_path], modules, sys.gettrace())
    exec('def made():\n  return 7\nmade()', {})
    try:
        from _xxsubinterpreters import create, run_string
    except ImportError:  # removed in Python 3.13
        from _interpreters import create, exec as run_string
    run_string(create(), 'print("another interpreter", flush=True)')


if __name__ == '__main__':
    main()
    sys.exit(4)
