"""Through a real OpenSSH server on this machine, with the real client, and in tmux at the far end."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import Terminal, cells

from index import Desk

SSHD = shutil.which("sshd") or ("/usr/sbin/sshd" if Path("/usr/sbin/sshd").exists() else None)
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    SSHD is None or shutil.which("ssh") is None, reason="needs an OpenSSH server and client"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The client's command line up to the remote command, and a server for as long as the tests run."""
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    port = free_port()
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\n"
        f"AuthorizedKeysFile {folder}/authorized\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nPidFile none\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True, mode=0o755)
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([str(SSHD), "-D", "-e", "-f", str(folder / "config")], stderr=log)
    options = ("StrictHostKeyChecking=no", f"UserKnownHostsFile={folder}/known", "IdentitiesOnly=yes",
               "LogLevel=ERROR", "BatchMode=yes")  # fmt: skip
    flags = [word for option in options for word in ("-o", option)]
    command = ["ssh", "-tt", "-F", "/dev/null", "-i", str(folder / "user"), "-p", str(port), *flags,
               f"{getpass.getuser()}@127.0.0.1"]  # fmt: skip
    try:
        for _ in range(50):
            tried = subprocess.run(
                [*command, "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False
            )
            if tried.returncode == 0:
                break
            if server.poll() is not None:
                pytest.skip(f"the server does not start: {(folder / 'log').read_text()[-300:]}")
            time.sleep(0.2)
        else:
            pytest.skip(f"no connection: {(folder / 'log').read_text()[-300:]}")
        yield command
    finally:
        server.terminate()
        server.wait()


def reader(home: Path) -> str:
    """The remote command that starts the reader."""
    code = "from tui.cli import main; raise SystemExit(main())"
    return f'cd {ROOT} && exec env FOREIGNDESK_LAST_SCREEN=0 {sys.executable} -c "{code}" --home {home}'


def test_few_bytes_come_over_the_line(ssh: list[str], seeded: Path) -> None:
    with Terminal(command=[*ssh, reader(seeded)]) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.read(1.0)
        assert b"\x1b[?1000h" not in terminal.raw, "the mouse is the terminal's own"
        moves = [len(terminal.press("j", 0.4)) for _ in range(8)]
        assert 0 < max(moves) <= 60, moves
        terminal.press("/nobel", 0.8)
        terminal.until(lambda text: "hit" in text.splitlines()[1])
        assert terminal.read(2.0) == b""
        terminal.press("\r", 0.4)
        terminal.press("Q")
        assert terminal.end() == 0


def test_a_window_that_changes_its_size(ssh: list[str], seeded: Path) -> None:
    with Terminal(command=[*ssh, reader(seeded)]) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-2])
        terminal.resize(120, 36)
        os.kill(terminal.pid, signal.SIGWINCH)
        terminal.until(lambda text: "2 Article" in text and "relations" in text.splitlines()[34])
        terminal.press("Q")
        assert terminal.end() == 0


def test_a_dropped_link_loses_no_note(ssh: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "France warns Iran\nDate: 2020-01-02\n\nFrance warned Iran on Thursday.\n"
    )
    with Desk.open(tmp_path) as desk:
        desk.add([tmp_path / "a.txt"])
        desk.analyse_pending()
    with Terminal(command=[*ssh, reader(tmp_path)]) as terminal:
        terminal.until(lambda text: "France warns" in text and "1 article ·" in text)
        terminal.press("cfra", 1.0)
        terminal.press("\r", 1.0)
        terminal.until(lambda text: "Relations" in text)
        terminal.press("a", 1.0)
        terminal.press("kept though the line was cut", 0.2)
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
        terminal.code = -9
    note = tmp_path / "notes" / "FRA-IRN.md"
    for _ in range(100):
        left = subprocess.run(["pgrep", "-f", f"--home {tmp_path}"], capture_output=True, check=False).stdout
        if note.exists() and not left:
            break
        time.sleep(0.1)
    assert "kept though the line was cut" in note.read_text()
    assert not left, "neither the reader nor its service is left behind"


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_in_tmux_at_the_far_end(ssh: list[str], seeded: Path, tmp_path: Path) -> None:
    tmux = f"tmux -S {tmp_path}/tmux -f /dev/null"
    inside = reader(seeded).replace('"', '\\"')
    start = f'{tmux} new-session -s read "{inside}"'
    with Terminal(command=[*ssh, start], environment={"TMUX": ""}) as terminal:
        terminal.until(lambda text: "relations" in text.splitlines()[-3])
        terminal.read(1.0)
        moves = [len(terminal.press("j", 0.4)) for _ in range(6)]
        assert 0 < max(moves) <= 120, moves
        shown = cells(terminal.screen)
        os.kill(terminal.pid, signal.SIGKILL)
        os.waitpid(terminal.pid, 0)
        terminal.code = -9
    with Terminal(command=[*ssh, f"{tmux} attach"], environment={"TMUX": ""}) as again:
        again.until(lambda text: "relations" in text.splitlines()[-3])
        again.until(lambda _: cells(again.screen)[:22] == shown[:22])  # the session lives on as it was
        again.press("Q", 1.0)
        assert again.end() == 0
