"""What the author's page does to files, and whom it lets: edits that change nothing else, two editors at once, the program killed
while it writes, and everybody who has no business there.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from game.author.page.written import Edit, Written
from tests.author.open_page import OpenPage, open_page

SHORT_DAY = Path(__file__).parent.parent / "stories" / "short-day"
REAL = sorted((Path(__file__).parent.parent.parent / "story" / "ampersand").rglob("*.yaml"))[:10]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHORT_DAY, tmp_path / "story"))


@pytest.fixture
def opened(story: Path) -> Iterator[OpenPage]:
    with open_page(story) as page:
        yield page


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenPage]:
    """A page that strangers come to, and that is the same after each."""
    story = tmp_path_factory.mktemp("guarded") / "story"
    with open_page(Path(shutil.copytree(SHORT_DAY, story))) as page:
        yield page
        assert (story / "story.yaml").read_bytes() == (SHORT_DAY / "story.yaml").read_bytes()
        assert [each.name for each in story.iterdir()] == ["story.yaml"]


def write(
    page: OpenPage, name: str, insert: str, *, at: int = 0, end: int | None = None, **headers: str
) -> tuple[int, Any]:
    status, file = page.ask("GET", f"/file?name={name}")
    base = file["revision"] if status == 200 else ""
    asked = {"name": name, "base": base, "start": at, "end": at if end is None else end, "insert": insert}
    return page.ask("POST", "/write", asked, **headers)


# ---- bytes


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


LINES = st.lists(st.sampled_from(["a: b", "# ü", "", "  🜁 x", "\tz "]), max_size=6)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans(), st.data())
@settings(max_examples=150, deadline=None)
def test_an_edit_changes_no_byte_outside_itself(lines: list[str], end: str, mark: bool, data: st.DataObject) -> None:
    raw = end.join(lines)
    before = Written((b"\xef\xbb\xbf" if mark else b"") + raw.encode())
    shown = "\n".join(lines)
    assert before.text == shown
    start = data.draw(st.integers(0, len(shown)))
    stop = data.draw(st.integers(start, len(shown)))
    insert = data.draw(st.sampled_from(["", "x", "é🜁", "one\ntwo", "\n"]))
    after = before.edited(Edit(utf16(shown[:start]), utf16(shown[:stop]), insert))
    assert after.text == shown[:start] + insert + shown[stop:]
    assert after.data.startswith(b"\xef\xbb\xbf") == mark
    has_end = end in raw
    kept_before = shown[:start].replace("\n", end).encode()
    kept_after = shown[stop:].replace("\n", end).encode()
    body = after.data.removeprefix(b"\xef\xbb\xbf")
    assert body.startswith(kept_before)
    assert body.endswith(kept_after)
    if has_end:
        assert body == kept_before + insert.replace("\n", end).encode() + kept_after


def test_lines_that_end_either_way_stay_as_they_are() -> None:
    before = Written(b"one\r\ntwo\nthree\r\nfour")
    assert before.edited(Edit(4, 7, "2\nand")).data == b"one\r\n2\r\nand\nthree\r\nfour"


def test_ten_real_files_come_back_byte_for_byte_but_for_one_letter(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    for file in REAL:
        (folder / file.name).parent.mkdir(exist_ok=True)
        shutil.copy(file, folder / file.name)
    with open_page(folder) as page:
        for file in REAL:
            before = file.read_bytes()
            text = before.decode()
            at = text.index("# ") + 2 if "# " in text else 0
            assert write(page, file.name, "Z", at=at)[0] == 200
            cut = len(text[:at].encode())
            assert (folder / file.name).read_bytes() == before[:cut] + b"Z" + before[cut:]


def test_broken_text_is_written_and_permissions_stay(opened: OpenPage, story: Path) -> None:
    file = story / "story.yaml"
    file.chmod(0o640)
    before = file.read_text(encoding="utf-8")
    assert write(opened, "story.yaml", "{ [ :\n\t- x")[0] == 200
    assert file.read_text(encoding="utf-8") == "{ [ :\n\t- x" + before
    assert file.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in story.iterdir()] == ["story.yaml"]


# ---- two at once


def test_an_edit_of_a_text_that_is_another_by_now_is_refused_and_shown_what_is_there(
    opened: OpenPage, story: Path
) -> None:
    _, file = opened.ask("GET", "/file?name=story.yaml")
    other = file["text"].replace("A Short Day", "A Long Day")
    (story / "story.yaml").write_text(other, encoding="utf-8")
    asked = {"name": "story.yaml", "base": file["revision"], "start": 0, "end": 0, "insert": "# mine\n"}
    status, told = opened.ask("POST", "/write", asked)
    assert status == 409
    assert told["text"] == other
    assert (story / "story.yaml").read_text(encoding="utf-8") == other
    status, told = opened.ask("POST", "/write", {**asked, "base": told["revision"]})
    assert status == 200
    assert (story / "story.yaml").read_text(encoding="utf-8") == "# mine\n" + other


def test_a_file_that_is_there_is_never_made_anew_and_one_that_went_is_said_to_be_gone(
    opened: OpenPage, story: Path
) -> None:
    made = {"name": "story.yaml", "base": "", "start": 0, "end": 0, "insert": "# new\n"}
    assert opened.ask("POST", "/write", made)[0] == 409
    _, file = opened.ask("GET", "/file?name=story.yaml")
    (story / "story.yaml").unlink()
    gone = {"name": "story.yaml", "base": file["revision"], "start": 0, "end": 0, "insert": "x"}
    assert opened.ask("POST", "/write", gone)[1] == {"name": "story.yaml", "revision": "", "text": ""}
    assert not (story / "story.yaml").exists()


def test_many_edits_at_once_leave_one_of_them_whole(opened: OpenPage, story: Path) -> None:
    _, file = opened.ask("GET", "/file?name=story.yaml")
    said: list[int] = []

    def one(number: int) -> None:
        asked = {"name": "story.yaml", "base": file["revision"], "start": 0, "end": 0, "insert": f"# {number}\n"}
        said.append(opened.ask("POST", "/write", asked)[0])

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [200] + [409] * 7
    written = (story / "story.yaml").read_text(encoding="utf-8")
    assert re.fullmatch(r"# \d\n", written.removesuffix(file["text"]))


def test_killed_while_it_writes_the_program_leaves_the_old_or_the_new(story: Path) -> None:
    command = [sys.executable, "-u", "-m", "game", "author", str(story), "--no-browser"]
    long = "# " + "words " * 60_000
    texts = [f"# {number}\n{long}\n" for number in range(2)]
    for round_ in range(2):
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert program.stdout
        with program.stdout as said:
            token = re.search(r"http://127.0.0.1:(\d+)/#(\S+)", said.readline())
            said.readline()
        assert token
        page = OpenPage.__new__(OpenPage)
        page.host, page.port = f"127.0.0.1:{token[1]}", int(token[1])
        page.keys = _Shown(int(token[1]))  # type: ignore[assignment]
        page.keys.key = _key(page, token[2])
        fall = threading.Timer(0.02 + 0.03 * round_, os.kill, (program.pid, signal.SIGKILL))
        try:
            for number in range(1000):
                if number == 1:
                    fall.start()
                held = page.ask("GET", "/file?name=big.yaml")[1]
                base, length = (held.get("revision", ""), len(held.get("text", "")))
                asked = {"name": "big.yaml", "base": base, "start": 0, "end": length, "insert": texts[number % 2]}
                page.ask("POST", "/write", asked)
        except (OSError, http.client.HTTPException):
            pass
        program.wait()
        assert (story / "big.yaml").read_text(encoding="utf-8") in texts
        assert (story / "story.yaml").read_bytes() == (SHORT_DAY / "story.yaml").read_bytes()


class _Shown:
    def __init__(self, port: int) -> None:
        self.cookie, self.key = f"author-{port}", ""


def _key(page: OpenPage, token: str) -> str:
    """The key that the token in the address is exchanged for, as a browser would keep it."""
    wire = http.client.HTTPConnection("127.0.0.1", page.port, timeout=10)
    headers = {"Content-Type": "application/json", "Origin": f"http://{page.host}"}
    wire.request("POST", "/come-in", json.dumps({"token": token}), headers)
    answer = wire.getresponse()
    said = answer.headers["Set-Cookie"]
    wire.close()
    assert "HttpOnly" in said
    assert "SameSite=strict" in said
    return str(said.partition(";")[0].partition("=")[2])


# ---- whom it lets


def test_the_token_works_once(opened: OpenPage) -> None:
    token = opened.keys.token
    assert opened.ask("POST", "/come-in", {"token": "no" + token}, Cookie="")[0] == 403
    assert opened.ask("POST", "/come-in", {"token": token}, Cookie="")[0] == 200
    assert opened.ask("POST", "/come-in", {"token": token}, Cookie="")[0] == 403


@pytest.mark.parametrize(
    "path", ["/file?name=story.yaml", "/author.js", "/ace/ace.js", "/map", "/picture/x.svg", "/elsewhere"]
)
def test_without_the_key_nothing_is_shown(guarded: OpenPage, path: str) -> None:
    assert guarded.ask("GET", path, Cookie="")[0] == 401
    assert guarded.ask("GET", path, Cookie=f"{guarded.keys.cookie}=guessed")[0] == 401


@pytest.mark.parametrize("host", ["evil.example", "localhost:1", "127.0.0.1", "", "127.0.0.1:80"])
def test_another_name_that_leads_here_is_refused(guarded: OpenPage, host: str) -> None:
    assert guarded.ask("GET", "/file?name=story.yaml", Host=host or "x")[0] == 400
    assert guarded.ask("GET", "/", Host=f"localhost:{guarded.port}")[0] == 400


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1"])
@pytest.mark.parametrize("path", ["/write", "/play", "/ask", "/come-in"])
def test_another_origin_can_ask_for_nothing_to_be_done(guarded: OpenPage, path: str, origin: str) -> None:
    assert guarded.ask("POST", path, {"token": guarded.keys.token}, Origin=origin)[0] == 403
    assert write(guarded, "story.yaml", "x", Origin=origin)[0] == 403


def test_a_browser_that_says_another_site_asks_is_believed(guarded: OpenPage) -> None:
    for site in ("cross-site", "same-site"):
        assert guarded.ask("GET", "/file?name=story.yaml", Sec_Fetch_Site=site)[0] == 403
    assert guarded.ask("GET", "/file?name=story.yaml", Sec_Fetch_Site="same-origin")[0] == 200


def test_what_other_programs_keep_in_the_browser_shuts_nobody_out(guarded: OpenPage) -> None:
    beside = f'_xsrf=2|a"b|c; {guarded.cookie}; @odd[name]={{1}}'
    assert guarded.ask("GET", "/file?name=story.yaml", Cookie=beside)[0] == 200


@pytest.mark.parametrize("told", [{"Origin": "http://evil.example"}, {"Cookie": ""}, {"Host": "evil.example"}])
def test_a_socket_is_for_the_page_alone(guarded: OpenPage, told: dict[str, str]) -> None:
    given = {"Cookie": guarded.cookie, "Origin": f"http://{guarded.host}", **told}
    origin = given.pop("Origin")
    headers = {name: value for name, value in given.items() if value}
    with pytest.raises(InvalidStatus), connect(f"ws://{guarded.host}/live", origin=origin, additional_headers=headers):
        pass
    with connect(
        f"ws://{guarded.host}/live", origin=f"http://{guarded.host}", additional_headers={"Cookie": guarded.cookie}
    ):
        pass


STRANGE = (
    "../out.yaml", "/tmp/out.yaml", "a/../../out.yaml", ".hidden.yaml", ".git/x.yaml", "out.txt", "out.yaml/", "a//b.yaml",
    "a\\b.yaml", "C:x.yaml", "linked/x.yaml", "link.yaml", "folder.yaml", "", "x\0.yaml", "y" * 200 + ".yaml",
)  # fmt: skip


def test_nothing_outside_the_storys_own_files_is_read_or_written(opened: OpenPage, story: Path) -> None:
    outside = story.parent / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("kept\n", encoding="utf-8")
    (story / "linked").symlink_to(outside)
    (story / "link.yaml").symlink_to(outside / "x.yaml")
    (story / "folder.yaml").mkdir()
    for name in STRANGE:
        asked = {"name": name, "base": "", "start": 0, "end": 0, "insert": "gone\n"}
        assert opened.ask("POST", "/write", asked)[0] == 403, name
        assert opened.ask("GET", f"/file?name={quote(name)}")[0] == 403, name
    assert (outside / "x.yaml").read_text(encoding="utf-8") == "kept\n"
    assert sorted(each.name for each in story.parent.iterdir() if each.name != "home") == ["outside", "story"]


def test_what_is_no_message_of_the_page_is_refused(guarded: OpenPage) -> None:
    for path in ("/write", "/play", "/ask"):
        for said in (
            [],
            "x",
            {"do": "erase"},
            {"name": 1},
            {"what": "all", "file": "story.yaml", "text": "", "line": -9, "column": 0},
        ):
            assert guarded.ask("POST", path, said)[0] in (400, 409)
        assert guarded.ask("POST", path, {}, Content_Type="text/plain")[0] == 415
        assert guarded.ask("PUT", path, {})[0] == 405
    assert guarded.ask("POST", "/write", {"name": "x.yaml", "base": "", "start": 5, "end": 9, "insert": ""})[0] == 422
    assert (
        guarded.ask("POST", "/write", {"name": "x.yaml", "base": "", "start": 0, "end": 0, "insert": "y" * 600_000})[0]
        == 422
    )


def test_a_file_that_is_no_text_is_left_alone(opened: OpenPage, story: Path) -> None:
    (story / "latin.yaml").write_bytes("# caf\xe9\n".encode("latin-1"))
    assert opened.ask("GET", "/file?name=latin.yaml")[0] == 415
    asked = {"name": "latin.yaml", "base": "", "start": 0, "end": 0, "insert": "x"}
    assert opened.ask("POST", "/write", asked)[0] in (409, 422)
    assert (story / "latin.yaml").read_bytes() == "# caf\xe9\n".encode("latin-1")


def test_an_edit_from_elsewhere_is_told_at_once_and_a_new_file_listed(opened: OpenPage, story: Path) -> None:
    with connect(
        f"ws://{opened.host}/live", origin=f"http://{opened.host}", additional_headers={"Cookie": opened.cookie}
    ) as live:
        assert json.loads(live.recv(timeout=5))["kind"] == "whole"
        (story / "more.yaml").write_text("scenes: []\n", encoding="utf-8")
        while (told := json.loads(live.recv(timeout=8)))["kind"] != "changed":
            pass
        assert told["files"] == ["more.yaml", "story.yaml"]
        (story / "more.yaml").unlink()
        while (told := json.loads(live.recv(timeout=8)))["kind"] != "changed":
            pass
        assert (told["name"], told["revision"], told["files"]) == ("more.yaml", "", ["story.yaml"])


def test_after_an_edit_only_what_is_news_is_told_and_the_scene_before_all_else(opened: OpenPage, story: Path) -> None:
    with connect(
        f"ws://{opened.host}/live", origin=f"http://{opened.host}", additional_headers={"Cookie": opened.cookie}
    ) as live:

        def told(kind: str, file: str) -> dict[str, Any]:
            """The next of a kind that says something of a file."""
            while (said := json.loads(live.recv(timeout=8)))["kind"] != kind or file not in json.dumps(said):
                pass
            return dict(said)

        if "story.yaml" not in json.loads(live.recv(timeout=5))["places"]:
            told("read", "story.yaml")  # it is read once the page is there
        (story / "more.yaml").write_text(
            "scenes:\n  - {id: attic, part: today-all, text: Up., goto: window}\n", "utf-8"
        )
        assert told("playing", "story.yaml")["stage"]["scene"] == "stove"
        read = told("read", "more.yaml")
        assert read["places"] == {"more.yaml": {"attic": 2}}
        assert list(read["problems"]) == ["more.yaml"]
        assert "attic" in json.dumps(read["shape"])

        file = story / "more.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("Up.", "Up here."), encoding="utf-8")
        read = told("read", "")
        assert read["places"] == read["problems"] == {}
        assert "shape" not in read
