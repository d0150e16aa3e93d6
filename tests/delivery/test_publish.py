"""Publishing: what stands in ``dist/``, that it is the same each time, and what is refused."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.delivery.publish import DeliveryError, last_record, merge, publish
from press.delivery.sums import _promised, is_whole, listing
from press.delivery.swap import aside, recover, staging

FILES = {"bog.pdf": b"%PDF", "web/index.html": b"<p>", "web/kapitel/æøå 1.html": b"<p>2"}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_folder_holds_the_files_the_record_and_the_sums(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    publish(FILES, {"sider": 312, "forfatter": "Å"}, dist)
    assert snapshot(dist).keys() == {*FILES, "build.json", "SHA256SUMS"}
    assert json.loads((dist / "build.json").read_text()) == {"sider": 312, "forfatter": "Å"}
    assert (dist / "build.json").read_text().index("forfatter") < 30
    assert is_whole(dist)
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]
    assert dist.stat().st_mode & 0o500 == 0o500


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum er ikke installeret")
def test_sha256sum_accepts_the_list_even_with_unusual_names(tmp_path: Path) -> None:
    names = ["a b.txt", "æ.txt", "new\nline", "back\\slash", "back\\nslash", " lead", "*star", "-c"]
    publish({name: name.encode() for name in names}, {}, tmp_path / "dist")
    command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    run = subprocess.run(command, cwd=tmp_path / "dist", capture_output=True, check=False)
    assert run.returncode == 0, run.stdout
    assert run.stdout.count(b"OK") == len(names) + 1
    assert is_whole(tmp_path / "dist")


def test_the_same_input_gives_the_same_bytes_in_another_folder(tmp_path: Path) -> None:
    publish(FILES, {"b": 1, "a": 2}, tmp_path / "dist1")
    publish(dict(reversed(FILES.items())), {"a": 2, "b": 1}, tmp_path / "dist2")
    assert snapshot(tmp_path / "dist1") == snapshot(tmp_path / "dist2")


def test_a_new_issue_replaces_the_whole_folder(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    publish(FILES, {}, dist)
    (dist / "stray.txt").write_text("left by hand")
    publish({"bog.epub": b"PK"}, {}, dist)
    assert snapshot(dist).keys() == {"bog.epub", "build.json", "SHA256SUMS"}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_a_refusing_disk_leaves_the_old_issue_and_says_why(tmp_path: Path, code: int) -> None:
    dist = tmp_path / "dist"
    publish(FILES, {}, dist)
    before = snapshot(dist)
    steps: list[str] = []
    publish({"a": b"a"}, {}, tmp_path / "other", step=steps.append)
    for wanted in ("prepare", "write a", "write build.json", "sync", "swap"):
        assert wanted in steps
        with pytest.raises(DeliveryError, match="kan ikke skrives") as caught:
            publish({"a": b"a"}, {}, dist, step=failing(wanted, code))
        assert caught.value.errno == code
        assert snapshot(dist) == before
        assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "other"]
    told = {errno.ENOSPC: "plads", errno.EACCES: "må ikke", errno.EROFS: "skrivebeskyttet"}
    assert told.get(code, os.strerror(code)) in str(caught.value)


def failing(wanted: str, code: int) -> Callable[[str], None]:
    def step(name: str) -> None:
        if name == wanted:
            raise OSError(code, os.strerror(code))

    return step


@pytest.mark.skipif(os.geteuid() == 0, reason="root må skrive overalt")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DeliveryError, match="må ikke skrives i"):
            publish(FILES, {}, tmp_path / "dist")
    finally:
        tmp_path.chmod(0o700)


def test_a_missing_parent_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match="findes ikke"):
        publish(FILES, {}, tmp_path / "nowhere" / "dist")


@pytest.mark.parametrize(
    "name", ["../a", "/a", "a/../b", "a//b", "", ".", "build.json", "SHA256SUMS", "a\0b"]
)
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"er ikke en sti|selv"):
        publish({name: b""}, {}, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("harm", ["change", "remove", "add", "cut", "no sums"])
def test_a_folder_that_was_touched_is_not_whole(tmp_path: Path, harm: str) -> None:
    dist = tmp_path / "dist"
    publish(FILES, {"is": "old"}, dist)
    assert last_record(dist) == {"is": "old"}
    match harm:
        case "change":
            (dist / "bog.pdf").write_bytes(b"%PDG")
        case "remove":
            (dist / "bog.pdf").unlink()
        case "add":
            (dist / "web" / "new.html").write_bytes(b"")
        case "cut":
            (dist / "SHA256SUMS").write_bytes((dist / "SHA256SUMS").read_bytes()[:-9])
        case _:
            (dist / "SHA256SUMS").unlink()
    assert not is_whole(dist)
    assert last_record(dist) is None


def test_recovery_prefers_the_new_issue_when_it_is_whole(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    publish(FILES, {"is": "old"}, dist)
    dist.rename(aside(dist))
    publish(FILES, {"is": "new"}, tmp_path / "other")
    (tmp_path / "other").rename(staging(dist))
    recover(dist)
    assert last_record(dist) == {"is": "new"}
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_recovery_takes_the_old_issue_when_the_new_is_not_whole(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    publish(FILES, {"is": "old"}, dist)
    dist.rename(aside(dist))
    staging(dist).mkdir()
    (staging(dist) / "bog.pdf").write_bytes(b"half")
    recover(dist)
    assert last_record(dist) == {"is": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


def test_a_partial_build_keeps_the_other_editions(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    old = {
        "editions": {
            "print": {"files": ["bog.pdf"], "source": "1"},
            "epub": {"files": ["bog.epub"], "source": "1"},
            "gone": {"files": ["gone.txt"], "source": "1"},
        }
    }
    publish({"bog.pdf": b"pdf 1", "bog.epub": b"epub 1", "gone.txt": b""}, old, dist)
    new = {"version": 2, "editions": {"epub": {"files": ["bog.epub"], "source": "2"}}}
    files, record = merge({"bog.epub": b"epub 2"}, new, dist, {"print", "epub"})
    assert files == {"bog.pdf": b"pdf 1", "bog.epub": b"epub 2"}
    assert record["version"] == 2
    assert {name: entry["source"] for name, entry in record["editions"].items()} == {
        "print": "1",
        "epub": "2",
    }
    publish(files, record, dist)
    assert last_record(dist) == record
    (dist / "bog.pdf").write_bytes(b"spoiled")
    assert merge({"bog.epub": b""}, new, dist, {"print", "epub"}) == ({"bog.epub": b""}, new)


def test_what_is_made_apart_is_kept_by_every_build(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    old = {
        "editions": {
            "epub": {"files": ["bog.epub"]},
            "board": {"files": ["board/1.pdf"]},
            "release/1.0.0": {"files": ["release/1.0.0/bog.epub"]},
        }
    }
    kept = {"board/1.pdf": b"board", "release/1.0.0/bog.epub": b"issued"}
    publish({"bog.epub": b"epub 1", **kept}, old, dist)
    new = {"editions": {"epub": {"files": ["bog.epub"]}}}
    files, record = merge({"bog.epub": b"epub 2"}, new, dist, {"epub"})
    assert files == {"bog.epub": b"epub 2", **kept}
    assert record["editions"].keys() == old["editions"].keys()


@given(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\0/", codec="utf-8"), min_size=1),
        st.binary(max_size=9),
    )
)
def test_every_line_of_the_list_can_be_read_back(files: dict[str, bytes]) -> None:
    assert _promised(listing(files)).keys() == {os.fsencode(name) for name in files}
