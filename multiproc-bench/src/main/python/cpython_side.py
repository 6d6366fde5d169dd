"""CPython's side of ./bench: a server that answers each line with a measured sample.

A request is the id of a measurement; the answer is {"id": ..., "value": ...} or {"id": ..., "error": ...}, one line of
JSON. "hello" describes this interpreter, "done ID" ends what the measurement keeps open, end of input ends the server.
One process serves a whole session, so that its samples alternate with those of the other side, both warm.

Values have the unit that the id has in results.json. Where starting processes is what is measured, CPython uses the
start method of the other side, spawn, and its own default beside it; elsewhere the interpreter's default one. No imports
at the top but what is needed: a spawned child imports this file again.
"""

import multiprocessing
import sys
from time import perf_counter

POOL_SIZE = 2
ROUND_TRIPS = 2_000
MESSAGES_OF_1_MIB = 100
MIB = 1 << 20
APPLY_CALLS = 1_000
CHUNK1_TASKS = 20_000
DEFAULT_TASKS = 1_000_000
QUEUE_SMALL = 100_000
QUEUE_LARGE = 2_000
QUEUE_LARGE_BYTES = 65_536
LOCK_ALONE = 1_000_000
LOCK_EACH = 100_000
INCREMENTS = 200_000
ARRAY_INTS = 2_097_152
MANAGER_CALLS = 4_000
MANAGER_CALLS_EACH = 1_000
MANAGER_ELEMENTS = 10_000
MANAGER_KEYS = 100
PRIMES_BELOW = 260_000  # about half a second


def nothing():
    """What an empty process runs."""


def identity(item):
    """An empty task."""
    return item


def count_primes(below):
    """A task that only computes: trial division, as in io.multiproc.bench.Primes."""
    count = 0
    for number in range(2, below):
        divisor = 2
        while divisor * divisor <= number:
            if number % divisor == 0:
                break
            divisor += 1
        else:
            count += 1
    return count


class ProcessStart:
    """Milliseconds to start and join an empty process."""

    def __init__(self, method):
        self.context = multiprocessing.get_context(method)

    def sample(self):
        start = perf_counter()
        process = self.context.Process(target=nothing)
        process.start()
        process.join()
        elapsed = perf_counter() - start
        expect(process.exitcode, 0)
        return elapsed * 1e3

    def close(self):
        pass


def echo_objects(connection):
    """The other side of a round trip."""
    try:
        while True:
            connection.send(connection.recv())
    except EOFError:
        pass


def echo_bytes(connection):
    """The other side of a throughput."""
    try:
        while True:
            connection.send_bytes(connection.recv_bytes())
    except EOFError:
        pass


class PipeEcho:
    """A process that echoes, and the connection to it."""

    def __init__(self, target):
        self.connection, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=target, args=(other,))
        self.process.start()
        other.close()

    def close(self):
        self.connection.close()
        self.process.terminate()  # a later fork may have inherited our end, and then it never sees the end
        self.process.join()


class PipeRoundTrip(PipeEcho):
    """Microseconds of one round trip of an int."""

    def __init__(self):
        super().__init__(echo_objects)

    def sample(self):
        send, recv = self.connection.send, self.connection.recv
        start = perf_counter()
        for number in range(ROUND_TRIPS):
            send(number)
            expect(recv(), number)
        return (perf_counter() - start) * 1e6 / ROUND_TRIPS


class PipeThroughput(PipeEcho):
    """Gigabytes a second of echoed arrays, each counted once."""

    def __init__(self):
        super().__init__(echo_bytes)

    def sample(self):
        message = bytes(MIB)
        send, recv = self.connection.send_bytes, self.connection.recv_bytes
        start = perf_counter()
        for _ in range(MESSAGES_OF_1_MIB):
            send(message)
            expect(len(recv()), MIB)
        return MESSAGES_OF_1_MIB * MIB / (perf_counter() - start) / 1e9


def talk(orders, echo):
    """Sends numbers to an echo and receives them again, as many as it is told."""
    for count in iter(orders.recv, -1):
        for number in range(count):
            echo.send(number)
            expect(echo.recv(), number)
        orders.send(count)


class PipePairs:
    """Microseconds of one round trip, twice as many pairs of processes as processors at once."""

    def __init__(self):
        import os

        self.orders = []
        self.processes = []
        for _ in range(2 * len(os.sched_getaffinity(0))):
            order, told = multiprocessing.Pipe()
            one, other = multiprocessing.Pipe()
            self.orders.append(order)
            self.processes.append(multiprocessing.Process(target=echo_objects, args=(other,)))
            self.processes.append(multiprocessing.Process(target=talk, args=(told, one)))
        for process in self.processes:
            process.start()

    def sample(self):
        start = perf_counter()
        for order in self.orders:
            order.send(ROUND_TRIPS)
        for order in self.orders:
            expect(order.recv(), ROUND_TRIPS)
        return (perf_counter() - start) * 1e6 / len(self.orders) / ROUND_TRIPS

    def close(self):
        for process in self.processes:
            process.terminate()  # later forks have inherited the ends of earlier pipes, so nobody sees an end
        for process in self.processes:
            process.join()


class PoolCreate:
    """Milliseconds to make a pool, map over one item for each worker, and close it."""

    def __init__(self, method):
        self.context = multiprocessing.get_context(method)

    def sample(self):
        start = perf_counter()
        with self.context.Pool(POOL_SIZE) as pool:
            results = pool.map(identity, [1, 2])
            pool.close()
            pool.join()
        elapsed = perf_counter() - start
        expect(results, [1, 2])
        return elapsed * 1e3

    def close(self):
        pass


class PoolApply:
    """Microseconds of one apply, there and back."""

    def __init__(self):
        self.pool = multiprocessing.Pool(POOL_SIZE)

    def sample(self):
        apply = self.pool.apply
        start = perf_counter()
        for number in range(APPLY_CALLS):
            result = apply(identity, (number,))
        elapsed = perf_counter() - start
        expect(result, APPLY_CALLS - 1)
        return elapsed * 1e6 / APPLY_CALLS

    def close(self):
        end(self.pool)


class PoolMap:
    """Microseconds a task of a map over empty tasks."""

    def __init__(self, tasks, chunksize):
        self.pool = multiprocessing.Pool(POOL_SIZE)
        self.items = list(range(tasks))
        self.chunksize = chunksize

    def sample(self):
        start = perf_counter()
        results = self.pool.map(identity, self.items, self.chunksize)
        elapsed = perf_counter() - start
        expect(results == self.items, True)
        return elapsed * 1e6 / len(self.items)

    def close(self):
        end(self.pool)


class PoolImapUnordered(PoolMap):
    """The same of an iteration over the results as they come."""

    def sample(self):
        start = perf_counter()
        count = sum(1 for _ in self.pool.imap_unordered(identity, self.items, self.chunksize))
        elapsed = perf_counter() - start
        expect(count, len(self.items))
        return elapsed * 1e6 / len(self.items)


class PoolSpeedup:
    """How much sooner two equal tasks end at once in a pool of two than one after the other in it."""

    def __init__(self):
        self.pool = multiprocessing.Pool(2)

    def sample(self):
        start = perf_counter()
        for _ in range(2):
            self.pool.apply(count_primes, (PRIMES_BELOW,))
        sequence = perf_counter() - start
        start = perf_counter()
        self.pool.map(count_primes, [PRIMES_BELOW, PRIMES_BELOW], 1)
        return sequence / (perf_counter() - start)

    def close(self):
        end(self.pool)


def produce(orders, queue, payload):
    """Puts as many small numbers, or a payload, as it is told, until that is a number below zero."""
    put = queue.put
    for count in iter(orders.get, -1):
        for number in range(count):
            put(number if payload is None else payload)


def consume(orders, queue, done):
    """Gets as many elements as it is told, and says when it has them."""
    get = queue.get
    for count in iter(orders.get, -1):
        for _ in range(count):
            get()
        done.put(count)


class QueueThroughput:
    """Microseconds an element: producers in processes of their own; consumers too, or else this process."""

    def __init__(self, queue, elements, producers=1, consumers=0, payload=None):
        self.queue = queue()
        self.elements = elements
        self.producers = producers
        self.consumers = consumers
        self.done = multiprocessing.Queue()
        self.orders = [multiprocessing.Queue() for _ in range(producers + consumers)]
        self.processes = [
            multiprocessing.Process(target=produce, args=(order, self.queue, payload))
            for order in self.orders[:producers]
        ] + [
            multiprocessing.Process(target=consume, args=(order, self.queue, self.done))
            for order in self.orders[producers:]
        ]
        for process in self.processes:
            process.start()

    def sample(self):
        each = self.elements // self.producers
        get = self.queue.get
        start = perf_counter()
        for order in self.orders:
            order.put(each)
        if self.consumers:
            for _ in range(self.consumers):
                expect(self.done.get(), each)
        else:
            for _ in range(each * self.producers):
                get()
        elapsed = perf_counter() - start
        expect(self.queue.empty(), True)
        return elapsed * 1e6 / self.elements

    def close(self):
        for order in self.orders:
            order.put(-1)
        for process in self.processes:
            process.join()


def queue_throughput(elements, **options):
    return lambda: QueueThroughput(multiprocessing.Queue, elements, **options)


def take_as_told(orders, lock, done):
    """Takes the lock as often as it is told, until that is a number below zero."""
    for count in iter(orders.get, -1):
        take(lock, count)
        done.put(count)


def take(lock, times):
    acquire, release = lock.acquire, lock.release
    for _ in range(times):
        acquire()
        release()


class LockAlone:
    """Nanoseconds to acquire and release a lock that nobody else wants."""

    def __init__(self):
        self.lock = multiprocessing.Lock()

    def sample(self):
        start = perf_counter()
        take(self.lock, LOCK_ALONE)
        return (perf_counter() - start) * 1e9 / LOCK_ALONE

    def close(self):
        pass


class LockTogether:
    """Microseconds to acquire and release a lock that other processes want too."""

    def __init__(self, processes):
        lock = multiprocessing.Lock()
        self.done = multiprocessing.Queue()
        self.orders = [multiprocessing.Queue() for _ in range(processes)]
        self.processes = [
            multiprocessing.Process(target=take_as_told, args=(order, lock, self.done)) for order in self.orders
        ]
        for process in self.processes:
            process.start()

    def sample(self):
        start = perf_counter()
        for order in self.orders:
            order.put(LOCK_EACH)
        for _ in self.processes:
            expect(self.done.get(), LOCK_EACH)
        return (perf_counter() - start) * 1e6 / LOCK_EACH / len(self.processes)

    def close(self):
        for order in self.orders:
            order.put(-1)
        for process in self.processes:
            process.join()


class ValueIncrement:
    """Nanoseconds to add 1 to a shared int, holding its lock."""

    def __init__(self):
        self.value = multiprocessing.Value("i", 0)

    def sample(self):
        value = self.value
        value.value = 0
        start = perf_counter()
        for _ in range(INCREMENTS):
            with value.get_lock():
                value.value += 1
        elapsed = perf_counter() - start
        expect(value.value, INCREMENTS)
        return elapsed * 1e9 / INCREMENTS

    def close(self):
        pass


class ArrayBulk:
    """Milliseconds to copy ints into a shared array and out of it: arrays of ctypes, which know how to copy themselves."""

    def __init__(self):
        import ctypes

        self.array = multiprocessing.RawArray("i", ARRAY_INTS)
        self.numbers = (ctypes.c_int * ARRAY_INTS)(*range(ARRAY_INTS))
        self.copy = (ctypes.c_int * ARRAY_INTS)()
        self.move = ctypes.memmove
        self.size = ctypes.sizeof(self.array)

    def sample(self):
        start = perf_counter()
        self.move(self.array, self.numbers, self.size)
        self.move(self.copy, self.array, self.size)
        elapsed = perf_counter() - start
        expect(self.copy[ARRAY_INTS - 1], ARRAY_INTS - 1)
        return elapsed * 1e3

    def close(self):
        pass


class ManagerWork:
    """What is done with an object of a manager, and how often: by a client alone, and by each of several."""

    def __init__(self, make, run, calls=MANAGER_CALLS, calls_each=MANAGER_CALLS_EACH):
        self.make = make
        self.run = run
        self.calls = calls
        self.calls_each = calls_each


class ManagerAlone:
    """Microseconds of one call of an object of a manager."""

    def __init__(self, work):
        self.manager = multiprocessing.Manager()
        self.work = work

    def sample(self):
        target = self.work.make(self.manager)
        start = perf_counter()
        self.work.run(target, self.work.calls)
        return (perf_counter() - start) * 1e6 / self.work.calls

    def close(self):
        self.manager.shutdown()


def follow(run, orders, target, done):
    """Does its work as often as it is told, and says when it has."""
    for count in iter(orders.get, -1):
        run(target, count)
        done.put(count)


class ManagerClients:
    """Microseconds of one call by processes that use one object at the same time."""

    def __init__(self, work, clients):
        self.manager = multiprocessing.Manager()
        self.each = work.calls_each
        target = work.make(self.manager)
        self.done = multiprocessing.Queue()
        self.orders = [multiprocessing.Queue() for _ in range(clients)]
        self.processes = [
            multiprocessing.Process(target=follow, args=(work.run, order, target, self.done)) for order in self.orders
        ]
        for process in self.processes:
            process.start()

    def sample(self):
        start = perf_counter()
        for order in self.orders:
            order.put(self.each)
        for _ in self.orders:
            expect(self.done.get(), self.each)
        return (perf_counter() - start) * 1e6 / (self.each * len(self.orders))

    def close(self):
        for order in self.orders:
            order.put(-1)
        for process in self.processes:
            process.join()
        self.manager.shutdown()


def filled(manager):
    return manager.dict({i: i for i in range(MANAGER_KEYS)})


def get_all(target, count):
    for i in range(count):
        expect(target[i % MANAGER_KEYS], i % MANAGER_KEYS)


def put_all(target, count):
    for i in range(count):
        target[i % MANAGER_KEYS] = i % MANAGER_KEYS


def append_all(target, count):
    for i in range(count):
        target.append(i)


def iterate(target, count):
    expect(sum(target), count * (count - 1) // 2)


def put_and_get(target, count):
    for _ in range(count):
        target.put(1)
        expect(target.get(), 1)


MANAGER_WORK = {
    "manager.dict.get": ManagerWork(filled, get_all),
    "manager.dict.put": ManagerWork(filled, put_all),
    "manager.list.append": ManagerWork(lambda m: m.list(), append_all),
    "manager.list.iterate": ManagerWork(
        lambda m: m.list(range(MANAGER_ELEMENTS)), iterate, MANAGER_ELEMENTS, MANAGER_ELEMENTS
    ),
    "manager.queue": ManagerWork(lambda m: m.Queue(), put_and_get),
}


def manager_measurements():
    """Each work by one client, by 4 and by 16."""
    measurements = {}
    for name, work in MANAGER_WORK.items():
        measurements[name] = lambda work=work: ManagerAlone(work)
        for clients in (4, 16):
            measurements[f"{name}.{clients}"] = lambda work=work, clients=clients: ManagerClients(work, clients)
    return measurements


MEASUREMENTS = {
    **manager_measurements(),
    "value.increment": ValueIncrement,
    "value.getAndAdd": ValueIncrement,
    "array.bulk": ArrayBulk,
    "lock.uncontended": LockAlone,
    "lock.contended": lambda: LockTogether(2),
    "lock.contended.1": lambda: LockTogether(1),
    "lock.contended.4": lambda: LockTogether(4),
    "lock.contended.8": lambda: LockTogether(8),
    "queue.throughput.small": queue_throughput(QUEUE_SMALL),
    "simplequeue.throughput.small": lambda: QueueThroughput(multiprocessing.SimpleQueue, QUEUE_SMALL),
    "queue.throughput.64KiB": queue_throughput(QUEUE_LARGE, payload=bytes(QUEUE_LARGE_BYTES)),
    "queue.throughput.2x2": queue_throughput(QUEUE_SMALL, producers=2, consumers=2),
    "queue.throughput.4x4": queue_throughput(QUEUE_SMALL, producers=4, consumers=4),
    "queue.attached.4": queue_throughput(QUEUE_SMALL, producers=4),
    "queue.attached.16": queue_throughput(QUEUE_SMALL, producers=16),
    "process.start.spawn": lambda: ProcessStart("spawn"),
    "process.start.fork": lambda: ProcessStart("fork"),
    "process.start.forkserver": lambda: ProcessStart("forkserver"),
    "pipe.roundtrip.int": PipeRoundTrip,
    "pipe.throughput.1MiB": PipeThroughput,
    "pipe.pairs": PipePairs,
    "pool.apply": PoolApply,
    "pool.map.chunk1": lambda: PoolMap(CHUNK1_TASKS, 1),
    "pool.grid.apply": PoolApply,
    "pool.grid": lambda: PoolMap(CHUNK1_TASKS, 1),
    "pool.imapUnordered": lambda: PoolImapUnordered(CHUNK1_TASKS, 1),
    "pool.map.default": lambda: PoolMap(DEFAULT_TASKS, None),
    "pool.create": lambda: PoolCreate("spawn"),
    "pool.create.fork": lambda: PoolCreate("fork"),
    "pool.speedup.cpu": PoolSpeedup,
}


def expect(actual, expected):
    """Fails a sample that did not do its work."""
    if actual != expected:
        raise RuntimeError(f"wrong result: expected {expected}, got {actual}")


def end(pool):
    pool.close()
    pool.join()


def hello():
    import platform

    return {
        "id": "hello",
        "version": platform.python_version(),
        "implementation": platform.python_implementation(),
        "startMethod": multiprocessing.get_start_method(),
        "ids": list(MEASUREMENTS),
    }


class Session:
    """The measurements that are open: each keeps its warm pool between samples."""

    def __init__(self):
        self.open = {}

    def answer(self, request):
        if request == "hello":
            return hello()
        if request.startswith("done "):
            return self.done(request[len("done "):])
        try:
            if request not in self.open:
                self.open[request] = MEASUREMENTS[request]()
            return {"id": request, "value": self.open[request].sample()}
        except KeyError:
            return {"id": request, "error": f"no measurement of that name: id={request}"}
        except Exception as error:  # the other side reports it and goes on with the next id
            return {"id": request, "error": f"{type(error).__name__}: {error}"}

    def done(self, name):
        measurement = self.open.pop(name, None)
        if measurement is not None:
            measurement.close()
        return {"id": name, "done": measurement is not None}


def serve():
    import json
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Control-C ends the other side, and that our input
    session = Session()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(session.answer(line.strip())) + "\n")
        sys.stdout.flush()
    for name in list(session.open):
        session.done(name)


if __name__ == "__main__":
    serve()
