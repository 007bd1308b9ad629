"""What the benchmarks do to the machine: install peers, run servers, make load."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from bench.result import FOLDER

WRK_SCRIPT = Path(__file__).with_name("tiles.lua")
CONNECTIONS = 8


class PeerMissing(Exception):
    """A program to compare with is not there and cannot be installed: the benchmark fails."""


def need(programs: Mapping[str, str]) -> None:
    """Have programs (or files) by their Debian packages; installs what is missing, as root."""
    missing = [
        package
        for program, package in programs.items()
        if not (shutil.which(program) or Path(program).exists())
    ]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise PeerMissing(f"install these packages, then try again: {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *missing]
    for attempt in (["apt-get", "update", "--quiet"], command):
        done = subprocess.run(attempt, check=False, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise PeerMissing(f"{' '.join(attempt)}: {done.stderr.strip()[-500:]}")


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    *,
    ready: str,
    environment: Mapping[str, str] | None = None,
    within_s: float = 60,
) -> Iterator[float]:
    """Run a server until the end of the block; gives the seconds until `ready` answered 200."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    log = FOLDER / f"{Path(command[0]).name}.log"
    started = time.monotonic()
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            env={"QALA_READ_PER_MINUTE": "0", **os.environ, **(environment or {})},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        while not answers(ready):
            if server.poll() is not None or time.monotonic() - started > within_s:
                tail = log.read_text(errors="replace")[-1000:]
                raise PeerMissing(f"{command[0]} does not answer at {ready}: {tail}")
            time.sleep(0.1)
        yield time.monotonic() - started
    finally:
        stop(server)


def stop(server: "subprocess.Popen[bytes]") -> None:
    """Stop a server and all it has started; it leads a session of its own."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def answers(url: str) -> bool:
    """Whether the address answers 200."""
    try:
        with urlopen(url, timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


def fetch(url: str) -> bytes:
    """What the address answers, as the client with gzip gets it."""
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=120) as answer:
        content: bytes = answer.read()
    return content


@dataclass(frozen=True, slots=True)
class Load:
    """What a round of load has shown; `p99_ms` is the time within which 99 % were answered."""

    per_second: float
    requests: int
    bytes_each: float
    p99_ms: float


def load(server: str, paths: Path, *, seconds: int) -> Load:
    """Ask `server` for the addresses in the file `paths`, in order, over 8 connections."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "--latency"]
    done = subprocess.run(
        [*command, "-s", str(WRK_SCRIPT), server, "--", str(paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"{server} failed under load: {done.stdout}")
    requests = int(_number(r"(\d+) requests in", done.stdout))
    size = re.search(r"requests in [\d.]+\w+, ([\d.]+)(\w+) read", done.stdout)
    scale = {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}
    read = float(size[1]) * scale[size[2]] if size else 0.0
    rate = _number(r"Requests/sec:\s+([\d.]+)", done.stdout)
    slowest = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\b", done.stdout)
    if not slowest:
        raise RuntimeError(f"wrk said something else: {done.stdout}")
    in_ms = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}
    p99_ms = float(slowest[1]) * in_ms[slowest[2]]
    return Load(rate, requests, read / max(requests, 1), p99_ms)


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    if not found:
        raise RuntimeError(f"wrk said something else: {text}")
    return float(found[1])
