"""What is shipped beside the library, run as its users run it: hook, action, container, pipx, uv.

Each makes an environment, in a home of its own. What pip would fetch is put there beforehand by
uv, where that changes nothing of what is tested: pip then only installs what is ours.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml

from environments import installed_in
from small_records import write_records

pytestmark = pytest.mark.install

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(sys.executable).parent
OURS = ("pyproject.toml", "README.md", "LICENSE", "src", "data", ".pre-commit-hooks.yaml")
MEND = "nonsense: 'nonsense' is not a field here"


def run(*words, cwd, ends=0, **environment):
    """Run a program; returns what it says, errors and all."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "GIT_", "GUIDANCE"))}
    # What is never imported need not be compiled: half of the time. (PIP_NO_COMPILE=1 compiles:
    # pip takes the value for that of "compile".)
    env["PIP_COMPILE"] = "0"
    env |= {name: str(value) for name, value in environment.items()}
    ran = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True)
    told = ran.stdout + ran.stderr
    assert ran.returncode == ends, told
    return told


def copy_of_ours(folder):
    """The files that make the distribution, without what tests and tools left among them."""
    folder.mkdir()
    for name in OURS:
        if (ROOT / name).is_dir():
            without = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=without)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def spoil(records):
    """Write a field that does not exist into the first source."""
    path = next(iter(sorted(records.glob("*/source.yaml"))))
    path.write_text(path.read_text() + "nonsense: 1\n")
    return path


# -- the hooks -------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path):
    """Somebody's repository of records, with both hooks of ours."""
    ours, theirs = copy_of_ours(tmp_path / "ours"), tmp_path / "theirs"
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org")
    write_records(theirs)
    for folder in (ours, theirs):
        run(*git, "init", "--quiet", cwd=folder)
        run(*git, "add", "--all", cwd=folder)
        run(*git, "commit", "--quiet", "--message", "First", cwd=folder)
    hooks = [{"id": f"guidance-{name}", "args": ["records"]} for name in ("check", "fmt")]
    revision = run("git", "rev-parse", "HEAD", cwd=ours).strip()
    config = {"repos": [{"repo": str(ours), "rev": revision, "hooks": hooks}]}
    (theirs / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    run(*git, "add", "--all", cwd=theirs)
    return theirs


def test_the_hooks_stop_a_bad_record_and_lay_out_the_others(repository, tmp_path):
    def commit(ends):
        words = (PROGRAMS / "pre-commit", "run", "--all-files", "--color=never")
        return run(*words, cwd=repository, ends=ends, PRE_COMMIT_HOME=tmp_path / "hooks")

    source = min(repository.glob("records/*/source.yaml"))
    kept = source.read_text()
    source.write_text(kept.replace(": ", ":   ", 1))
    assert "files were modified by this hook" in commit(1)
    assert source.read_text() == kept
    assert "Failed" not in commit(0)
    spoil(repository / "records")
    told = commit(1)
    assert MEND in told
    assert "exit code: 3" in told


# -- the action ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def action(tmp_path_factory):
    """Runs the last step of the action, after those before it, as the runner of GitHub does."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    install, check = (step for step in steps if "run" in step)
    runner = tmp_path_factory.mktemp("runner")
    # What it needs, not itself.
    installed_in(runner / "guidance", "-r", ROOT / "pyproject.toml", has_pip=True)
    ours = copy_of_ours(tmp_path_factory.mktemp("action") / "ours")

    def step(told, ends=0, **given):
        # The shell of a step, as GitHub documents it for `shell: bash`.
        words = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", told["run"])
        assert set(told["env"]) == set(given)
        return run(*words, cwd=runner, ends=ends, RUNNER_TEMP=runner, **given)

    step(install, ACTION=ours)
    return lambda folders, look="false", ends=0: step(check, ends, DATA=folders, LOOK=look)


def test_the_action_marks_the_line_of_a_fault(action, tmp_path):
    good, bad = write_records(tmp_path / "good"), tmp_path / "bad"
    (bad / "tea").mkdir(parents=True)
    (bad / "tea" / "source.yaml").write_text("format: guidance/1\nsource: tea\ntitle: On tea\n")
    path = spoil(bad)
    assert "::error" not in action(str(good))
    told = action(f"{good} {bad}", ends=3)
    (fault,) = (line for line in told.splitlines() if MEND in line)
    assert fault.startswith(f"::error file={path},")
    assert f"line={len(path.read_text().splitlines())}," in fault


def test_the_action_runs_nothing_that_it_is_given(action, tmp_path):
    action(f"$(touch {tmp_path}/run) ;touch", ends=3)
    assert not (tmp_path / "run").exists()


# -- the container ---------------------------------------------------------------------------------


def test_the_steps_of_the_container_make_a_server_that_is_well(tmp_path):
    """Run as a script in a folder that stands for /: there is no registry to build from here.

    What it inherits, its user and its file system are those of this machine.
    """
    lines = (ROOT / "Containerfile").read_text().splitlines()
    steps = [line.partition(" ")[::2] for line in lines if re.match(r"[A-Z]+ ", line)]
    root = tmp_path / "root"
    needed = ("-r", ROOT / "pyproject.toml", "--extra", "serve")
    installed_in(root / "venv", *needed, has_pip=True)

    def inside(text):
        return re.sub(r"(?<![\w.\[/:])/(src|venv)\b", rf"{root}/\1", text)

    entry = []
    health = []
    for name, rest in steps:
        if name == "COPY" and not rest.startswith("--from"):
            *sources, target = rest.split()
            copy_into(inside(target), sources)
        elif name == "RUN" and "useradd" not in rest:
            run("sh", "-ec", inside(rest).replace("python -m", f"{sys.executable} -m"), cwd=root)
        elif name == "ENTRYPOINT":
            entry = [inside(word) for word in json.loads(rest)]
        elif name == "HEALTHCHECK":
            health = [inside(word) for word in json.loads(rest.removeprefix("CMD "))]
    port = str(free_port())
    entry = [port if word == "8000" else word for word in entry]
    health = [word.replace("8000", port) for word in health]
    with running(entry, root) as server:
        ask_until_it_answers(port, server)
        run(*health, cwd=root)
        server.send_signal(signal.SIGTERM)  # as STOPSIGNAL says
        assert server.wait(timeout=20) in (0, -signal.SIGTERM)
    run(*health, cwd=root, ends=1)


def copy_into(target, names):
    Path(target).mkdir(parents=True, exist_ok=True)
    for name in names:
        source = ROOT / name
        if source.is_dir():
            without = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, ignore=without, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@contextmanager
def running(words, folder):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    with subprocess.Popen(words, cwd=folder, env=env, stderr=subprocess.DEVNULL) as server:
        try:
            yield server
        finally:
            server.kill()


def ask_until_it_answers(port, server):
    for _ in range(600):
        assert server.poll() is None
        try:
            with urlopen(f"http://127.0.0.1:{port}/") as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("no answer within a minute")


# -- pipx and uv -----------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["pipx install .", "uv tool install ."])
def test_the_command_alone(line, tmp_path):
    """The words of the README, in a home of its own."""
    assert f"`{line}`" in (ROOT / "README.md").read_text()
    ours = copy_of_ours(tmp_path / "ours")
    program, *words = shlex.split(line)
    home = {"HOME": tmp_path, "XDG_DATA_HOME": tmp_path / "data", "XDG_BIN_HOME": tmp_path / "bin"}
    home |= {"PIPX_HOME": tmp_path / "pipx", "PIPX_BIN_DIR": tmp_path / "bin"}
    home["UV_CACHE_DIR"] = run(PROGRAMS / "uv", "cache", "dir", cwd=ROOT).strip()
    run(PROGRAMS / program, *words, cwd=ours, **home)
    told = run(tmp_path / "bin" / "guidance", "as-of", "2020-02-01", "alemtuzumab", cwd=tmp_path)
    assert told.startswith("On 1 February 2020 a decision of the European Commission [1]")
