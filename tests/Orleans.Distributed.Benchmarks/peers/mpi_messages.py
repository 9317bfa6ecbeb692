"""Messages with mpi4py between two processes of OpenMPI: rank 0 sends, rank 1 answers. Prints lines of: name value unit."""
import statistics
import sys
import time

from mpi4py import MPI

world = MPI.COMM_WORLD
STOP = None


def serve():
    while True:
        message = world.recv(source=0)
        if message is STOP:
            break
        world.send(message + 1, dest=0)
    while True:
        size = world.recv(source=0)
        if size is STOP:
            return
        buffer = bytearray(size)
        world.Recv(buffer, source=0)
        world.Send(buffer, dest=0)


def ask(seconds):
    durations = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        world.send(1, dest=1)
        world.recv(source=1)
        durations.append(time.perf_counter() - begun)
    print(f"roundtrip_p50 {statistics.median(durations) * 1e6:.2f} us", flush=True)
    for in_flight in (100, 1000):
        begun = time.perf_counter()
        end = begun + seconds
        done = 0
        while time.perf_counter() < end:
            requests = [world.isend(number, dest=1) for number in range(in_flight)]
            for _ in range(in_flight):
                world.recv(source=1)
            MPI.Request.waitall(requests)
            done += in_flight
        print(f"calls_{in_flight} {done / (time.perf_counter() - begun):.0f} /s", flush=True)
    world.send(STOP, dest=1)
    for label, size, times in (("1MB", 1 << 20, 20), ("64MB", 64 << 20, 5)):
        array = bytearray(size)
        answer = bytearray(size)
        durations = []
        for _ in range(times + 1):
            begun = time.perf_counter()
            world.send(size, dest=1)
            world.Send(array, dest=1)
            world.Recv(answer, source=1)
            durations.append(time.perf_counter() - begun)
        print(f"echo_{label} {statistics.median(durations[1:]) * 1e3:.3f} ms", flush=True)
    world.send(STOP, dest=1)


if world.Get_rank() == 0:
    ask(float(sys.argv[1]) / 1000)
else:
    serve()
