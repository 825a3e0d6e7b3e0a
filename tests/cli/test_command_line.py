"""The tool from outside: streams, exit status, encodings, languages, files."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aeo_cli.catalogue.loader import default_catalogue_path
from tests.conftest import ROOT, Aeo

EXAMPLE = str(ROOT / "examples" / "biomedicine.toml")
ON = ("--on", "2026-03-02")
ALL_TRUE = b'{"enterprise": {"credit_level": "advanced_certified"}}'


def test_a_report_is_made(aeo: Aeo) -> None:
    done = aeo("check", EXAMPLE, *ON)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\n! 2026-03-09 Mon  25b  " in done.stdout.decode()


@pytest.mark.parametrize("words", [("--json",), ("--format", "json")])
def test_json_is_utf8_on_stdout_and_nothing_else(aeo_process: Aeo, words: tuple[str, ...]) -> None:
    done = aeo_process("check", EXAMPLE, *ON, *words, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["profile"]["enterprise"]["name"] == "上海示例生物医药有限公司"


def test_the_profile_may_come_from_a_pipe(aeo: Aeo) -> None:
    done = aeo("check", "-", "--json", stdin=ALL_TRUE)
    assert json.loads(done.stdout)["summary"]["applies"] == 3


def test_a_demand_that_is_met_is_silent(aeo: Aeo) -> None:
    done = aeo("check", EXAMPLE, *ON, "--require", "25b", "--require", "25", "--require", "17")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_demand_that_is_not_met_is_status_1_with_the_report(aeo: Aeo, lang: str) -> None:
    done = aeo("check", EXAMPLE, "--require", "11", "--require", "26d", "--lang", lang)
    assert done.returncode == 1
    assert b"25b" in done.stdout
    reasons = {
        "zh": "未满足 --require 11：待定\n未满足 --require 26d：暂无相应业务\n",
        "en": (
            "--require 11 is not met: undetermined\n"
            "--require 26d is not met: no matching business\n"
        ),
    }
    assert done.stderr.decode() == reasons[lang]


def test_fail_on_undetermined_names_the_provisions(aeo: Aeo) -> None:
    done = aeo("check", EXAMPLE, "--fail-on", "undetermined", "--json")
    assert (done.returncode, done.stderr) == (1, b"undetermined: 11, 18, 31a\n")
    assert json.loads(done.stdout)["summary"]["undetermined"] == 2


WRONG = {  # what is wrong: words, what is told in English, what is told in Chinese
    "no profile": (("check",), "PROFILE", "企业情况文件"),
    "no such file": (("check", "nothing.toml"), "file not found", "找不到文件"),
    "a folder": (("check", "."), "this is a folder", "这是文件夹"),
    "an unknown command": (("chek", "x"), "did you mean check", "没有 chek 这个命令"),
    "an unknown option": (("check", "--bogus"), "--bogus", "没有 --bogus 这个选项"),
    "an option without value": (
        ("check", "x", "--on"),
        "--on requires a value",
        "--on 后缺少值",
    ),
    "a flag with value": (("check", "x", "--json=1"), "--json takes no value", "--json 后不能写值"),
    "too many words": (("check", "x", "y", "z"), "unexpected argument: y z", "多余的参数：y z"),
    "an unknown format": (("check", "x", "--format", "pdf"), "one of: terminal, json", '"pdf"'),
    "an unknown language": (("check", "x", "--lang", "fr"), "one of: zh, en", '"fr"'),
    "an unknown colour": (("check", "x", "--color", "red"), "one of: auto, always", '"red"'),
    "a profile without a name": (("check", ""), "file not found", "找不到文件"),
    "a catalogue without a name": (
        ("check", EXAMPLE, "--catalogue", ""),
        "file not found",
        "找不到",
    ),
    "no such schema": (("schema", "x"), "one of: profile, report", '"x"'),
    "no schema": (("schema",), "choose from profile", "可选：profile"),
    "no such day": (("check", EXAMPLE, "--on", "2026-02-30"), "--on", "没有这一天"),
    "a day out of range": (("check", EXAMPLE, "--on", "2006-12-31"), "2007-01-01", "2007-01-01"),
    "an unknown demand": (("check", EXAMPLE, "--require", "25c"), "--require", "条款编号"),
    "two formats": (
        ("check", EXAMPLE, "--json", "--format", "terminal"),
        "conflicting formats",
        "格式相互冲突",
    ),
    "a suffix of another format": (
        ("check", EXAMPLE, "--format", "terminal", "-o", "x.json"),
        "conflicting formats",
        "格式相互冲突",
    ),
    "no such catalogue": (("check", EXAMPLE, "--catalogue", "x"), "file not found", "找不到文件"),
    "a folder to write to": (("check", EXAMPLE, "-o", "no/where.txt"), "-o", "未写入"),
}


@pytest.mark.parametrize(("words", "english", "chinese_words"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_status_2_with_a_hint_in_both_languages(
    aeo: Aeo, words: tuple[str, ...], english: str, chinese_words: str
) -> None:
    for lang, told in (("en", english), ("zh", chinese_words)):
        done = aeo(*words, AEO_LANG=lang)
        assert (done.returncode, done.stdout) == (2, b""), lang
        assert told in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()


@pytest.mark.unix
def test_an_output_that_is_the_profile_by_whatever_name_is_refused(
    aeo: Aeo, tmp_path: Path
) -> None:
    profile = Path(shutil.copy(EXAMPLE, tmp_path / "p.toml"))
    before = profile.read_bytes()
    (tmp_path / "link.toml").symlink_to(profile)
    (tmp_path / "same.toml").hardlink_to(profile)
    for name in ("p.toml", "./p.toml", str(profile), "link.toml", "same.toml"):
        for lang, told in (("en", "would overwrite"), ("zh", "会覆盖")):
            done = aeo("check", "p.toml", "-o", name, AEO_LANG=lang)
            assert (done.returncode, done.stdout) == (2, b""), name
            assert told in done.stderr.decode()
            assert profile.read_bytes() == before


@pytest.mark.unix
def test_the_tools_default_catalogue_path_is_never_an_output(
    aeo: Aeo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copy(default_catalogue_path(), tmp_path / "own.toml"))
    before = own.read_bytes()
    monkeypatch.setattr("aeo_cli.catalogue.loader.default_catalogue_path", lambda: own)
    (tmp_path / "link.toml").symlink_to(own)
    for words in (("check", EXAMPLE), ("catalogue", "verify"), ("measures",)):
        for name in ("own.toml", "link.toml", f"../{tmp_path.name}/own.toml"):
            done = aeo(*words, "-o", name, "--lang", "en")
            assert (done.returncode, done.stdout) == (2, b""), (words, name)
            assert b"would overwrite" in done.stderr
            assert own.read_bytes() == before


def test_all_problems_are_told_at_once(aeo: Aeo) -> None:
    done = aeo("check", "-", "--on", "x", "--require", "99", stdin=b"[enterprise]\nfoo=1\nname=2.5")
    told = done.stderr.decode()
    assert done.returncode == 2
    assert [line.partition(": found: ")[0] for line in told.splitlines()] == [
        "error: --on",
        "error: -: enterprise.foo",
        "error: -: enterprise.name",
        "error: --require",
    ]


def test_problems_of_options_and_files_are_told_together(aeo: Aeo) -> None:
    words = ("--json", "--format", "terminal", "--on", "x", "--catalogue", "nothing.toml")
    told = aeo("check", EXAMPLE, *words).stderr.decode()
    places = [": ".join(line.split(": ")[:2]) for line in told.splitlines()]
    assert places == ["error: conflicting formats", "error: --on", "error: nothing.toml"]


def test_a_demand_is_explained_by_what_there_is(aeo: Aeo) -> None:
    assert b"choose from 25, 25a, 25b" in aeo("check", EXAMPLE, "--require", "25c").stderr
    assert b"aeo measures lists all of them" in aeo("check", EXAMPLE, "--require", "99").stderr


@pytest.mark.unix
def test_standard_error_that_cannot_be_written_changes_no_status(tmp_path: Path) -> None:
    (tmp_path / "gbk.toml").write_bytes('[enterprise]\nname = "上海"'.encode("gbk"))
    for words, status in (("check gbk.toml --json", 0), ("check nothing", 2)):
        command = f"{sys.executable} -m aeo_cli {words} 2>/dev/full >/dev/null"
        done = subprocess.run(["sh", "-c", command], check=False, cwd=tmp_path)
        assert done.returncode == status


def test_a_dash_is_standard_output(aeo: Aeo, tmp_path: Path) -> None:
    assert aeo("check", EXAMPLE, *ON, "--json", "-o", "-").stdout[:1] == b"{"
    assert list(tmp_path.iterdir()) == []


def test_a_schema_too_goes_to_a_stream_and_never_over_its_catalogue(
    aeo: Aeo, tmp_path: Path
) -> None:
    assert aeo("schema", "profile", "-o", "-").stdout[:1] == b"{"
    assert list(tmp_path.iterdir()) == []
    own = (ROOT / "data" / "measures.toml").read_bytes()
    (tmp_path / "c.toml").write_bytes(own)
    done = aeo("schema", "profile", "--catalogue", "c.toml", "-o", "c.toml")
    assert (done.returncode, (tmp_path / "c.toml").read_bytes()) == (2, own)


@pytest.mark.unix
def test_a_pipe_can_be_written_to_by_its_name(tmp_path: Path) -> None:
    command = f"{sys.executable} -m aeo_cli check {EXAMPLE} --json -o /dev/stdout | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == (b"{", b"")


def test_a_hostile_catalogue_draws_nothing(aeo: Aeo, tmp_path: Path) -> None:
    own = (ROOT / "data" / "measures.toml").read_text(encoding="utf-8")
    (tmp_path / "c.toml").write_text(
        own.replace(' en = "', ' en = "\\u001b[31m\\u202e[/x]\\n')
        .replace('zh = "', 'zh = "\\u001b[31m\\u202e')
        .replace('version = "', 'version = "\\u001b'),
        encoding="utf-8",
    )
    for words in (("check", EXAMPLE, *ON), ("explain", "25", EXAMPLE), ("measures", "审批")):
        for lang in ("en", "zh"):
            done = aeo(*words, "--catalogue", "c.toml", "--lang", lang)
            assert done.returncode == 0
            assert b"\x1b" not in done.stdout
            assert "\u202e" not in done.stdout.decode()


def test_gbk_is_read_with_a_note_that_q_silences(aeo: Aeo, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_bytes('[enterprise]\nname = "上海"'.encode("gbk"))
    done = aeo("check", "p.toml", "--json")
    assert json.loads(done.stdout)["profile"]["enterprise"]["name"] == "上海"
    assert done.stderr.decode() == "p.toml: not UTF-8; read as GBK\n"
    assert aeo("check", "p.toml", "-q").stderr == b""


def test_a_gbk_console_shows_every_sign_of_ours(aeo_process: Aeo) -> None:
    done = aeo_process(
        "check", EXAMPLE, *ON, "--full", "--lang", "zh", PYTHONUTF8="0", PYTHONIOENCODING="gbk"
    )
    text = done.stdout.decode("gbk")
    assert done.returncode == 0
    assert "20 日 → 5 日以内（按工作日推算；" in text
    assert "\\u" not in text


def test_an_ascii_console_gets_spelled_signs(aeo_process: Aeo) -> None:
    done = aeo_process("check", EXAMPLE, *ON, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"20 -> 5 days" in done.stdout
    assert b"\\u4e0a\\u6d77" in done.stdout


@pytest.mark.parametrize(
    ("settings", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "AEO_LANG": "en"}, "en"),
        ({"LANG": "C"}, "en"),
    ],
)
def test_the_language_follows_the_settings(aeo: Aeo, settings: dict[str, str], lang: str) -> None:
    text = aeo("check", EXAMPLE, *ON, **settings).stdout.decode()
    assert ("需要办理" in text) == (lang == "zh")
    asked = aeo("check", EXAMPLE, "--lang=zh", **settings).stdout.decode()
    assert "需要办理" in asked


def test_the_language_asked_for_last_is_spoken_everywhere(aeo: Aeo) -> None:
    asked = aeo("--lang", "zh", "check", EXAMPLE, AEO_LANG="en").stdout.decode()
    assert "需要办理" in asked
    assert b"error: nothing" in aeo("check", "--lang", "zh", "--lang", "en", "nothing").stderr


def test_no_colour_reaches_a_pipe_unless_asked_for(aeo: Aeo) -> None:
    assert b"\x1b" not in aeo("check", EXAMPLE).stdout
    assert b"\x1b" not in aeo("check", EXAMPLE, FORCE_COLOR="1").stdout
    assert b"\x1b[" in aeo("check", EXAMPLE, "--color", "always", NO_COLOR="1").stdout
    assert b"\x1b" not in aeo("check", EXAMPLE, "--color", "never").stdout


def test_the_width_follows_columns(aeo: Aeo) -> None:
    for columns in (50, 120):
        text = aeo("check", EXAMPLE, COLUMNS=str(columns)).stdout.decode()
        assert max(map(len, text.splitlines())) <= columns


@pytest.mark.unix
def test_a_file_is_written_whole_and_replaces_the_old_one(aeo: Aeo, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    target.chmod(0o640)
    done = aeo("check", EXAMPLE, *ON, "-o", "report.json")  # the suffix gives the format
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert target.read_bytes() == aeo("check", EXAMPLE, *ON, "--json").stdout
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_file_gets_no_colour_and_utf8(aeo_process: Aeo, tmp_path: Path) -> None:
    aeo_process("check", EXAMPLE, *ON, "--lang", "zh", "-o", "r.txt", PYTHONIOENCODING="gbk")
    text = (tmp_path / "r.txt").read_text(encoding="utf-8")
    assert "上海示例生物医药有限公司" in text
    assert "\x1b" not in text


@pytest.mark.unix
def test_a_link_is_followed_and_stays_a_link(aeo: Aeo, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "real" / "r.json")
    assert aeo("check", EXAMPLE, "-o", "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real" / "r.json").stat().st_size > 0


def test_an_old_file_stands_when_the_new_one_cannot_be_made(aeo: Aeo, tmp_path: Path) -> None:
    target = tmp_path / "r.json"
    target.write_text("old")
    done = aeo("check", EXAMPLE, "--on", "nonsense", "-o", "r.json")
    assert (done.returncode, target.read_text()) == (2, "old")


@pytest.mark.unix
@pytest.mark.parametrize("words", [("check", EXAMPLE), ("schema", "report"), ("--help",)])
def test_a_full_disk_behind_stdout_is_status_2(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "aeo_cli", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: cannot write to standard output: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.unix
def test_a_reader_that_closes_the_pipe_changes_nothing(tmp_path: Path) -> None:
    command = f"{sys.executable} -m aeo_cli check {EXAMPLE} --json --require 11; echo $? >&2"
    done = subprocess.run(
        ["sh", "-c", f"({command}) | head -c 1"], capture_output=True, check=True, cwd=tmp_path
    )
    assert done.stdout == b"{"
    assert done.stderr.decode().splitlines()[-1] == "1"
    assert b"Traceback" not in done.stderr


@pytest.mark.unix
@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_traceback(closing: str, tmp_path: Path) -> None:
    command = f"{sys.executable} -m aeo_cli check - {closing}"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, check=False, cwd=tmp_path, input=ALL_TRUE
    )
    assert done.returncode == (0 if closing == "2>&-" else 2)
    assert b"Traceback" not in done.stderr


@pytest.mark.unix
def test_ctrl_c_is_130() -> None:
    """While it waits for a profile on standard input."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "aeo_cli", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  else
        # the test would wait for ever where it runs in the background, which ignores Ctrl-C
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if b"aeo_cli.catalogue.loader\n" in line:
                break
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()
        assert process.wait() == 130
        assert b"Traceback" not in errors


@pytest.mark.unix
def test_files_without_end_or_of_a_gigabyte_are_refused_at_once(aeo: Aeo, tmp_path: Path) -> None:
    with (tmp_path / "huge.toml").open("wb") as huge:
        huge.truncate(2**30)
    for name in ("huge.toml", "/dev/zero"):
        done = aeo("check", name, "--lang", "en")
        assert done.returncode == 2
        assert b"larger than 8 MiB" in done.stderr


@pytest.mark.unix
def test_a_hostile_file_name_is_shown_and_never_obeyed(aeo: Aeo, tmp_path: Path) -> None:
    (tmp_path / "\x1b[31mx.toml").write_text("foo = 1")
    told = aeo("check", "\x1b[31mx.toml").stderr
    assert b"\x1b" not in told
    assert b"\\x1b[31mx.toml" in told


def test_another_catalogue_can_be_named_in_the_environment(aeo: Aeo, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    own = (ROOT / "data" / "measures.toml").read_text(encoding="utf-8")
    path.write_text(own.replace('id = "shanghai-2023"', 'id = "mine"'), encoding="utf-8")
    done = aeo("check", EXAMPLE, "--json", AEO_CATALOGUE="mine.toml")
    assert json.loads(done.stdout)["catalogue"]["id"] == "mine"


def test_the_version_is_that_of_the_reports(aeo: Aeo) -> None:
    version = aeo("--version").stdout.decode().strip()
    assert json.loads(aeo("check", EXAMPLE, "--json").stdout)["tool"] == version


@pytest.mark.parametrize("document", ["profile", "report", "measures", "catalogue"])
def test_schemas_are_json(aeo: Aeo, document: str) -> None:
    assert json.loads(aeo("schema", document).stdout)["$schema"].startswith("https://json-schema")


def test_alone_it_shows_its_help(aeo: Aeo) -> None:
    done = aeo()
    assert done.returncode == 0
    assert done.stdout == aeo("--help").stdout
    assert "核对可适用的措施" in aeo("--help", AEO_LANG="zh").stdout.decode()


@pytest.fixture
def imports(aeo_process: Aeo) -> Callable[..., set[str]]:
    """Return what returns the modules that a command imports."""
    code = (
        "import sys; from aeo_cli.__main__ import main; status = main();"
        "print(status, *sys.modules, file=sys.stderr)"
    )

    def modules(*words: str, **environment: str) -> set[str]:
        launcher = (sys.executable, "-c", code)
        done = aeo_process(*words, launcher=launcher, **environment)
        status, *names = done.stderr.decode().split()
        assert status == "0"
        return set(names)

    return modules


def test_a_json_report_imports_nothing_that_it_does_not_need(
    imports: Callable[..., set[str]],
) -> None:
    modules = imports("check", EXAMPLE, "--json", *ON)
    assert not modules & {
        *("rich", "pydoc", "jsonschema", "holidays", "polars", "openpyxl"),
        *("jinja2", "xlsxwriter", "icalendar"),
        "aeo_cli.assessment.audit",
        "aeo_cli.catalogue.listing",
        "aeo_cli.presentation.event_identity",
        "aeo_cli.presentation.formats.terminal",
        "aeo_cli.presentation.wording.catalogue",
        "aeo_cli.presentation.wording.digest",
    }
    commands = {name for name in modules if name.startswith("aeo_cli.cli.commands.")}
    assert commands == {"aeo_cli.cli.commands.check"}


COMPLETION = {"_AEO_COMPLETE": "complete_bash", "COMP_CWORD": "2"}


@pytest.mark.parametrize(
    ("line", "environment"),
    [
        ("--version", {}),
        ("--help", {}),
        ("check --help", {}),
        ("explain --help", {}),
        ("whatif --help", {}),
        ("diff --help", {}),
        ("convert --help", {}),
        ("init --help", {}),
        ("ask --help", {}),
        ("measures --help", {}),
        ("schema --help", {}),
        ("catalogue --help", {}),
        ("catalogue verify --help", {}),
        ("catalogue mutate --help", {}),
        ("", {**COMPLETION, "COMP_WORDS": "aeo ch", "COMP_CWORD": "1"}),
        ("", {**COMPLETION, "COMP_WORDS": "aeo check --fo"}),
        ("", {**COMPLETION, "COMP_WORDS": "aeo check ex"}),
    ],
)
def test_only_an_answer_imports_the_law(
    imports: Callable[..., set[str]], line: str, environment: dict[str, str]
) -> None:
    """Help, the version and the names of options need nothing of what makes a report."""
    own = {name for name in imports(*line.split(), **environment) if name.startswith("aeo_cli.")}
    packages = {name.split(".")[1] for name in own}
    assert packages <= {"__main__", "cli", "documents", "presentation"}
    assert not {name for name in own if name.startswith("aeo_cli.presentation.wording.")}
