"""A real standalone Spark for tests and benchmarks: a master and workers on this machine, by the programs of the pip
package."""

import os
import queue
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

PATIENCE = 120
"""Seconds a program may take to say that it is there."""


@contextmanager
def cluster(workers: int, memory: str = "700m") -> Iterator[str]:
    """A running master with so many workers of one core and that memory each; its address. All of it ends with the
    block."""
    address = f"spark://127.0.0.1:{_free_port()}"
    with tempfile.TemporaryDirectory(prefix="deskmerit-spark-") as scratch, ExitStack() as started:
        said: queue.Queue[str] = queue.Queue()
        port = address.rpartition(":")[2]
        master = ("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
        started.enter_context(_process(scratch, said, *master))
        _heard(said, "I have been elected leader")
        for number in range(workers):
            place = str(Path(scratch) / f"worker-{number}")
            size = ("--cores", "1", "--memory", memory, "--work-dir", place)
            worker = ("worker.Worker", address, "--host", "127.0.0.1", "--webui-port", "0", *size)
            started.enter_context(_process(scratch, said, *worker))
            _heard(said, "Successfully registered with master")
        yield address


@contextmanager
def _process(scratch: str, said: "queue.Queue[str]", name: str, *arguments: str) -> Iterator[None]:
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    program = Path(spec.origin).parent / "bin" / "spark-class"
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": scratch, "SPARK_DAEMON_MEMORY": "256m"}
    command = ["bash", str(program), f"org.apache.spark.deploy.{name}", *arguments]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        reading = threading.Thread(target=lambda lines: [said.put(line) for line in lines], args=(running.stderr,))
        reading.start()
        try:
            yield
        finally:
            running.terminate()
            reading.join()


def _heard(said: "queue.Queue[str]", words: str) -> None:
    """Waits until a program says the words. Raises queue.Empty if none does."""
    while words not in said.get(timeout=PATIENCE):
        pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
