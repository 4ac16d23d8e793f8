"""Every setting: one frozen record, read once from the environment and a file ``triskele.toml``, and passed in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from triskele.errors import SettingsError
from triskele.ownership import FILE, Owner, read_file, read_owner


@dataclass(frozen=True)
class Option:
    """One setting: its name (``TRISKELE_<NAME>`` in the environment), default and help."""

    name: str
    default: str
    help: str


OPTIONS = (
    Option("data", "data", "Folder of the releases."),
    Option("seeds", "", "Folder of seed tables; empty means the ones that ship with the package."),
    Option("ontology", "", "Folder of the ontology; empty means the one that ships with the package."),
    Option("base_url", "", "Public address of the service, without a path; empty means as the request says."),
    Option("endpoint", "", "Address of a SPARQL 1.1 endpoint that answers queries in place of the embedded store."),
    Option("host", "127.0.0.1", "Address the service listens on."),
    Option("port", "8000", "Port the service listens on."),
    Option("workers", "2", "Number of query worker processes."),
    Option("first_seconds", "10", "Seconds a query may take until its first byte."),
    Option("total_seconds", "30", "Seconds a query may take in all."),
    Option("wait_seconds", "10", "Seconds a request may wait for a free process before it is told to come again."),
    Option("memory_mb", "1024", "Memory a query worker may take, in MiB."),
    Option("result_mb", "64", "Size a result may have, in MiB."),
    Option("job_seconds", "900", "Seconds a metric may take that was asked for as a job."),
    Option("job_workers", "1", "Number of such jobs that run at once."),
    Option("job_queue", "16", "Number of such jobs that may wait."),
    Option("upload_mb", "16", "Size an upload may have, in MiB."),
    Option("permalink_mb", "64", "Room that permanent links may take, in MiB; anybody may make them."),
    Option("cache_mb", "32", "Size of the result cache, in MiB."),
    Option("client_header", "", "Header in which the proxy before it names the client; empty: none is believed."),
    Option("log", "problems", "What is logged: problems, or requests too; neither who asked nor what."),
    Option("keep_releases", "", "How many of the newest releases are kept when one is built; empty: all."),
    Option("write_token", "", "Token that POST /releases asks for; empty means nobody may write."),
)
_NUMBERS = {o.name for o in OPTIONS if o.default.isdecimal()}


@dataclass(frozen=True)
class Settings:
    """The settings in force. Sizes are MiB, times are seconds."""

    data: Path
    seeds: Path
    ontology: Path
    base_url: str
    endpoint: str
    host: str
    port: int
    workers: int
    first_seconds: float
    total_seconds: float
    wait_seconds: float
    memory_mb: int
    result_mb: int
    job_seconds: float
    job_workers: int
    job_queue: int
    upload_mb: int
    permalink_mb: int
    cache_mb: int
    client_header: str
    log: str
    keep_releases: int | None
    write_token: str
    home: Path | None = None
    """The folder whose ``triskele.toml`` was read; None without one."""

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, **given: object) -> Settings:
        """Defaults, overridden by ``[settings]`` of ``triskele.toml`` in the current folder, then by ``TRISKELE_*``
        variables, then by what is given (None is not given). Paths in the file start from its folder."""
        environment = os.environ if environment is None else environment
        home = Path() if Path(FILE).is_file() else None
        kept = {} if home is None else _kept(home / FILE)
        values: dict[str, object] = {"home": home}
        for option in OPTIONS:
            value = given.get(option.name)
            text = str(value) if value is not None else environment.get(f"TRISKELE_{option.name.upper()}", "")
            text = text or kept.get(option.name, "")
            values[option.name] = _number(option.name, text or option.default)
        values["data"] = Path(str(values["data"]))
        for name in ("seeds", "ontology"):
            values[name] = Path(str(values[name])) if values[name] else bundled(name)
        values["keep_releases"] = _count("keep_releases", str(values["keep_releases"]))
        if values["log"] not in ("problems", "requests"):
            raise SettingsError(f"TRISKELE_LOG is {values['log']!r}.", hint="It is problems or requests.")
        values["base_url"] = _address(str(values["base_url"]))
        unknown = set(given) - {f.name for f in fields(cls)} | set(given) & {"home"}
        if unknown:
            raise SettingsError(
                f"No setting is called {', '.join(sorted(unknown))}.",
                hint=f"Settings are {', '.join(o.name for o in OPTIONS)}.",
            )
        return cls(**values)  # type: ignore[arg-type]  # the table above gives every field its type

    def owner(self) -> tuple[Owner, Path | None]:
        """Whose the data are, and the file that says so: the one beside the tables, else that of the region's folder.
        Nobody's, when neither says."""
        return read_owner(self.seeds, self.home)


def _kept(path: Path) -> dict[str, str]:
    """What a settings file says under ``[settings]``."""
    found = read_file(path).get("settings", {})
    if unknown := set(found) - {o.name for o in OPTIONS}:
        raise SettingsError(
            f"{path} says {', '.join(sorted(unknown))} under [settings].",
            hint=f"Settings are {', '.join(o.name for o in OPTIONS)}.",
        )
    return {name: str(value) for name, value in found.items()}


def _number(name: str, text: str) -> object:
    if name not in _NUMBERS:
        return text
    kind = float if name.endswith("seconds") else int
    try:
        number = kind(text)
    except ValueError as error:
        raise SettingsError(
            f"TRISKELE_{name.upper()} is {text!r}.", hint="It must be a number greater than zero."
        ) from error
    if number <= 0:
        raise SettingsError(f"TRISKELE_{name.upper()} is {text}.", hint="It must be a number greater than zero.")
    return number


def _count(name: str, text: str) -> int | None:
    """A whole number above zero, or None for nothing."""
    if text and not (text.isdecimal() and int(text)):
        raise SettingsError(
            f"TRISKELE_{name.upper()} is {text!r}.", hint="It must be a whole number greater than zero, or empty."
        )
    return int(text) if text else None


def _address(text: str) -> str:
    """A public address without the slash at its end. The explorer and every answer name addresses from the root of
    their host on, so an address below a path would lead elsewhere: it is refused, and not half kept."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and not parts.username
    except ValueError:
        fits = False
    if text and (not fits or parts.path.strip("/") or parts.query or parts.fragment):
        raise SettingsError(
            f"TRISKELE_BASE_URL is {text!r}.",
            hint="Give scheme and host without a path, for instance https://data.example.org; a service has a host "
            "of its own.",
        )
    return text.rstrip("/")


def keep_kernels(data: Path) -> None:
    """Have numba keep what it compiles in ``kernels`` of a data folder, unless ``NUMBA_CACHE_DIR`` says where; for this
    process and those it starts. Whoever may write there decides what runs here, so nobody else may."""
    folder = data.resolve() / "kernels"
    if "NUMBA_CACHE_DIR" in os.environ or not data.is_dir():
        return
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return  # a folder that is only read: compiled beside the package or, where that is not possible either, anew
    if os.access(folder, os.W_OK):
        os.environ["NUMBA_CACHE_DIR"] = str(folder)


def bundled(name: str) -> Path:
    """The folder ``ontology`` or ``seeds`` that ships with the package: in a wheel, or in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_bundled" / name, here.parents[1] / name):
        if folder.is_dir():
            return folder
    raise SettingsError(
        f"The folder {name} is not beside the package.", hint=f"Set TRISKELE_{name.upper()} to where it is."
    )
