"""Calls with Dask distributed, one worker process. Prints lines of: name value unit."""
import asyncio
import os
import statistics
import sys
import time

os.environ["DASK_DISTRIBUTED__ADMIN__TICK__LIMIT"] = "1h"
os.environ["DASK_DISTRIBUTED__DASHBOARD__LINK"] = ""

from distributed import Client, LocalCluster  # noqa: E402


def increment(number):
    return number + 1


def echo(array):
    return array


async def run(seconds):
    async with LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", asynchronous=True) as cluster:
        async with Client(cluster, asynchronous=True) as client:
            number = 0

            async def call():
                nonlocal number
                number += 1
                await client.submit(increment, number, pure=False).result()

            await call()
            durations = []
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                begun = time.perf_counter()
                await call()
                durations.append(time.perf_counter() - begun)
            print(f"roundtrip_p50 {statistics.median(durations) * 1e6:.1f} us", flush=True)

            for in_flight in (100, 1000):
                done = 0
                begun = time.perf_counter()
                end = begun + seconds

                async def caller():
                    nonlocal done
                    while True:
                        await call()
                        done += 1
                        if time.perf_counter() >= end:
                            return

                await asyncio.gather(*(caller() for _ in range(in_flight)))
                print(f"calls_{in_flight} {done / (time.perf_counter() - begun):.0f} /s", flush=True)

            for label, size, times in (("1MB", 1 << 20, 10), ("64MB", 64 << 20, 3)):
                array = os.urandom(size)
                durations = []
                for _ in range(times + 1):
                    begun = time.perf_counter()
                    [sent] = await client.scatter([array], direct=True, hash=False)
                    answer = await client.submit(echo, sent, pure=False).result()
                    assert len(answer) == size
                    durations.append(time.perf_counter() - begun)
                print(f"echo_{label} {statistics.median(durations[1:]) * 1e3:.2f} ms", flush=True)


if __name__ == "__main__":
    asyncio.run(run(float(sys.argv[1]) / 1000))
