"""Ctrl-C ends a long measurement: exit code 130, an empty answer, no traceback."""

from __future__ import annotations

import signal
import subprocess
import sys

from triskele.release import Release


def test_ctrl_c_stops_a_long_measurement(release: Release) -> None:
    data = release.folder.parents[1]
    command = [sys.executable, "-m", "triskele.cli", "metrics", "run", "small-world", "--permutations", "400000"]
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job ignores it, and so would its children
    try:
        process = subprocess.Popen(
            [*command, "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        assert process.stdout
        assert process.stderr
        assert process.stderr.readline() == "Computing small-world\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
        assert process.stdout.read() == "", "stdout is the answer, and there is none"
        told = process.stderr.read().splitlines()
    assert told[-1] == "stopped"
    assert not any("Traceback" in line for line in told)
