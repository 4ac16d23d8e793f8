"""The samples for running the service: accepted by the programs that read them, and in step with the settings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from triskele.settings import OPTIONS, Settings
from triskele_api.wire import MAX_ADDRESS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SETTINGS = Settings.read({})


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def seconds(name: str, place: str = "server {") -> float:
    """A timeout of the nginx sample, after ``place``."""
    (found, *_) = re.findall(rf"\b{name} (\d+)s;", read("nginx.conf").partition(place)[2])
    return float(found)


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions of a Dockerfile, lines joined."""
    lines = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines if line.strip()]


def test_only_settings_that_exist_are_named() -> None:
    known = {f"TRISKELE_{option.name.upper()}" for option in OPTIONS}
    for path in DEPLOY.iterdir():
        assert set(re.findall(r"TRISKELE_[A-Z_]+", path.read_text(encoding="utf-8"))) <= known, path.name


def test_the_image_has_stages_a_user_and_pinned_packages() -> None:
    found = instructions(read("Dockerfile"))
    stages = [rest for name, rest in found if name == "FROM"]
    assert len(stages) == 2
    assert all(re.match(r"python:3\.\d+-slim-\w+( AS build)?$", stage) for stage in stages)
    final = found[len(found) - [name for name, _ in reversed(found)].index("FROM") :]
    names = [name for name, _ in final]
    (user,) = [rest for name, rest in final if name == "USER"]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)  # by number, so that an orchestrator sees that it is not root
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert not {"pip", "apt-get"} & set(" ".join(rest for name, rest in final if name == "RUN").split())
    assert [rest for name, rest in final if name == "COPY"] == ["--from=build /opt/triskele /opt/triskele"]
    assert "--require-hashes" in next(rest for name, rest in found if name == "RUN")
    assert all(rest.startswith("[") for name, rest in found if name in ("CMD", "ENTRYPOINT"))
    assert not any(name == "ADD" for name, _ in found)
    ignored = read("Dockerfile.dockerignore").splitlines()
    assert ignored[0] == "**"  # nothing goes in that is not named, .git and .env not either
    for name in ignored[1:]:
        assert not name.startswith("!") or (DEPLOY.parent / name[1:]).exists(), name


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    text = read("triskele.service")
    told = dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))
    for name in ("MemoryMax", "KillMode", "ReadWritePaths", "ProtectSystem", "NoNewPrivileges"):
        assert told[name], name
    processes = 2 * SETTINGS.workers + 3 + SETTINGS.job_workers + 4
    assert int(told["MemoryMax"].removesuffix("G")) * 1024 >= processes * SETTINGS.memory_mb
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not here")
    unit = tmp_path / "triskele.service"
    unit.write_text(text.replace("/opt/triskele/bin/triskele", "/bin/true").replace("=triskele\n", "=root\n"))
    done = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if "triskele.service" in line]
    assert (done.returncode, said) == (0, []), done.stderr


def test_nginx_accepts_the_sample(tmp_path: Path) -> None:
    assert seconds("client_header_timeout") <= 10
    assert seconds("proxy_read_timeout") > SETTINGS.total_seconds + SETTINGS.wait_seconds
    assert seconds("proxy_read_timeout", "location /jobs/") > SETTINGS.job_seconds
    assert f"client_max_body_size {SETTINGS.upload_mb}m;" in read("nginx.conf")
    assert MAX_ADDRESS < 64 * 1024
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("nginx or openssl is not here")
    key, pem = tmp_path / "triskele.key", tmp_path / "triskele.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=graph.example.org"]
    subprocess.run([*command, "-keyout", key, "-out", pem], check=True, capture_output=True)
    site = read("nginx.conf").replace("/etc/ssl/certs/triskele.pem", str(pem))
    site = site.replace("/etc/ssl/private/triskele.key", str(key))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{site}}}\n")
    done = subprocess.run([nginx, "-t", "-q", "-p", tmp_path, "-c", whole], capture_output=True, text=True)
    assert (done.returncode, "emerg" in done.stderr) == (0, False), done.stderr


def test_caddy_accepts_the_sample() -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy is not here")
    command = [caddy, "adapt", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert '"read_header_timeout":10000000000' in done.stdout
