"""Starts the contenders on the loopback, one process group each, and ends them again."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine

HOST = "127.0.0.1"
PATIENCE = 60  # seconds a contender has to answer for the first time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    """Ours, but Python keeps what it compiled: a process that compiles itself is a tenth larger."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass
class Server:
    """A command that serves at ``{port}``; ``environment`` is added to ours."""

    name: str
    command: list[str]
    directory: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self, log: Path) -> None:
        command = [part.format(port=self.port) for part in self.command]
        added = {name: value.format(port=self.port) for name, value in self.environment.items()}
        with log.open("ab") as written:
            self.process = subprocess.Popen(  # noqa: S603 - commands of contenders.py
                command,
                cwd=self.directory,
                env=_environment() | added,
                stdout=written,
                stderr=written,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(8)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def pids(self) -> list[int]:
        return machine.family(self.process.pid) if self.process else []

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.process is None or self.process.poll() is not None:
                break
            connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
            try:
                connection.request("GET", "/healthz")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.2)
            else:
                return
            finally:
                connection.close()
        message = f"{self.name} does not answer; its log says why."
        raise RuntimeError(message)
