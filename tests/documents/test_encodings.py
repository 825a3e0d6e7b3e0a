"""The encodings of what is read: which is which, and what is read otherwise than it was meant."""

import codecs
import gzip
import unicodedata
from io import BytesIO

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from aeo_cli.documents.code_page_936 import NAME
from aeo_cli.documents.encodings import detect
from aeo_cli.documents.mojibake import lookalike
from aeo_cli.documents.problems import InputError, describe
from aeo_cli.documents.syntax import decode, parse
from aeo_cli.documents.text import Lang
from tests import encoded
from tests.encoded import code_page_936

DOCUMENT = "# 企业情况\n[enterprise]\nname = '{}'\n"


@pytest.mark.parametrize("name", encoded.READ)
def test_a_text_is_the_same_in_each_encoding_and_its_name_is_told(name: str) -> None:
    encode, named, characters = encoded.READ[name]
    text, notes = decode(encode(DOCUMENT.format(characters)))
    assert text.splitlines() == DOCUMENT.format(characters).splitlines()
    assert [note.en for note in notes] == ([f"not UTF-8; read as {named}"] if named else [])


@pytest.mark.parametrize("name", encoded.REFUSED)
def test_what_is_wrong_in_the_likeliest_encoding_is_told(name: str) -> None:
    encode, complaint = encoded.REFUSED[name]
    with pytest.raises(InputError) as raised:
        decode(encode(DOCUMENT.format("公司")))
    (problem,) = raised.value.problems
    assert complaint in describe(problem, Lang.EN)
    if complaint[0].isdigit():
        assert describe(problem, Lang.EN).startswith(f"line 4, column {complaint}")


def test_what_is_no_text_is_refused() -> None:
    for content in (
        b"\x7fELF\0\0",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff",
        bytes(100),
        b"a\0b\0\0\0c",
    ):
        with pytest.raises(InputError) as raised:
            decode(content)
        assert raised.value.problems[0].found.en == "binary data"
    for content, found in (
        (gzip.compress(b"ref\n"), "a gzip file"),
        (b"PK\x03\x04\x14\0\x06\0", "a zip file"),
        (b"PK\x03\x04\x14\0\x06\0\x08[Content_Types].xml", "a workbook"),
        (b"PAR1\x15\0\x15\0", "a Parquet file"),
    ):
        with pytest.raises(InputError) as raised:
            decode(content)
        assert raised.value.problems[0].found.en == found
    for content in (b"", b" \n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b" \0"):
        with pytest.raises(InputError) as raised:
            decode(content)
        assert raised.value.problems[0].found.en == "the document is empty"


characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")
texts = st.text(characters | st.sampled_from("€€10a上海㐂\n"))


@given(texts)
@example("€1")
def test_code_page_936_and_gb18030_are_read_by_one_codec(text: str) -> None:
    for content in (text.encode("gb18030"), code_page_936(text, "gb18030")):
        assert content.decode(NAME) == text
        one_by_one = codecs.getincrementaldecoder(NAME)()
        pieces = [one_by_one.decode(content[i : i + 1]) for i in range(len(content))]
        assert "".join([*pieces, one_by_one.decode(b"", final=True)]) == text


@given(st.binary() | texts.map(lambda text: code_page_936(text, "gb18030")))
@example("上€".encode("gb18030") + b"\x80\x811")
def test_how_much_is_read_at_a_time_changes_nothing(content: bytes) -> None:
    def detected(size: int) -> object:
        try:
            return detect(BytesIO(content), chunk_size=size)
        except InputError as error:
            return error.problems

    assert detected(1) == detected(3) == detected(2**20)


COMMON = [
    bytes((first, second)).decode("gbk")
    for first in range(0xB0, 0xD8)
    for second in range(0xA1, 0xFF if first < 0xD7 else 0xFA)
]


@given(st.text(COMMON, min_size=1))
def test_chinese_in_gbk_is_read_as_gbk_or_is_valid_utf8(text: str) -> None:
    content = text.encode("gbk")
    try:
        content.decode()
    except UnicodeDecodeError:
        assert decode(content)[0] == text
    else:
        assert decode(content)[0] == content.decode()


def looks_like_gbk(text: bytes) -> bool:
    return any("may be GBK" in note.en for note in decode(text)[1])


def test_the_note_says_how_it_was_read_and_what_to_do() -> None:
    text, (note,) = decode("name = '茅台'".encode("gbk"))
    assert text == "name = 'é\u0328'"
    assert note.en == (
        "read as UTF-8, but it may be GBK, where “é\u0328” reads “茅台”: if it is GBK, "
        "save it as UTF-8; if not, save it as UTF-8 with a byte-order mark"
    )
    assert decode(codecs.BOM_UTF8 + "name = '茅台'".encode("gbk")) == (text, ())
    assert decode("name = '联通'".encode("gbk"))[0] == "name = '联通'"  # no valid UTF-8


@pytest.mark.parametrize(
    "name", ["茅台", "陆路", "血压", "药品", "药业", "食药", "茅台 A 茅庐", "A茅台"]
)
def test_a_short_text_in_gbk_that_is_valid_utf8_is_told_of(name: str) -> None:
    content = f"name = '{name}'\n".encode("gbk")
    content.decode()
    assert looks_like_gbk(content)
    # With another character that cannot be Chinese, it is as it seems.
    assert not looks_like_gbk(content + "# “”".encode())


NAMES = """
Müller|Créée|«école»|Łódź|żółw|été à Nîmes|Hawaiʻi|Oʻahu|Ñandú Peña|Çelik Şti|Sørøya Ås|Straße
Zażółć gęślą jaźń|Ünal ığdır|Þórður Óð|naïve façade|Việt Nam|Vi\u00ea\u0323t|c\u0327a
Jōō|¡Olé!|¿Qué?
±5°C|µm|10³·m²|½|£5|Ελλη|αλκη|Чина|Минск|Иван Петров|Нина|Қазақ|ңүө|Հայ|մամա|שרת|é|ü|眉
"""


@pytest.mark.parametrize("name", NAMES.replace("\n", "|").strip("|").split("|"))
def test_an_ordinary_name_is_not_taken_for_gbk(name: str) -> None:
    assert not looks_like_gbk(f"name = '{name}'\n".encode())


LATIN = "áâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿąęłśźżńőűřůěšž"


@given(st.lists(st.tuples(st.sampled_from("abcxyzAZ"), st.text(LATIN, max_size=3)), min_size=1))
def test_no_latin_word_is_taken_for_gbk(syllables: list[tuple[str, str]]) -> None:
    word = "".join(letter + more for letter, more in syllables)
    assert lookalike([word.encode()]) is None


VALID_UTF8 = "".join(
    bytes((first, second)).decode("gbk")
    for first in range(0xC2, 0xD8)
    for second in range(0xA1, 0xC0)
)
"""The common characters of which each is, in GBK, valid UTF-8."""


@given(st.text(VALID_UTF8, min_size=2, max_size=8))
def test_chinese_that_is_valid_utf8_is_told_of_unless_it_is_a_word_of_one_alphabet(
    text: str,
) -> None:
    content = text.encode("gbk")
    found = lookalike([content])
    letters = [letter for letter in content.decode() if letter.isalpha() and letter >= "À"]
    scripts = {unicodedata.name(letter).split()[0] for letter in letters} - {"MODIFIER"}
    assert found == (content.decode(), text) if found else len(scripts) == 1


MARKED = {
    "at the start, twice": "\ufeff\ufeff[enterprise]\nname = 'A'\n",
    "before a table": "ref = 'R'\n\ufeff[enterprise]\nname = 'A'\n",
    "at the end of lines": "[enterprise]\ufeff\r\nname = 'A'\ufeff\n\ufeff",
    "in JSON": '\ufeff{\n\ufeff"enterprise": {\n\ufeff"name": "A"}\n}\ufeff',
    "before JSON, after a blank line": '\n\ufeff{"enterprise": {"name": "A"}}',
}


@pytest.mark.parametrize("name", MARKED)
def test_byte_order_marks_at_the_border_of_a_line_are_left_out(name: str) -> None:
    text, notes = decode(MARKED[name].encode())
    assert parse(text)["enterprise"] == {"name": "A"}
    assert not notes


@given(st.lists(st.text(st.sampled_from("\ufeff\r ab'=[]")), min_size=1))
def test_a_mark_inside_a_line_stays_to_be_told_of(lines: list[str]) -> None:
    text = "x" + "\n".join(lines)
    assume(text.strip())
    read = decode(text.encode())[0].split("\n")
    assert read == [
        line.removesuffix("\r").strip("\ufeff") + "\r" * line.endswith("\r")
        for line in text.split("\n")
    ]
