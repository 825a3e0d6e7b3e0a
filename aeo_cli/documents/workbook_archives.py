"""The ZIP archive that a workbook is, examined before anything in it is used.

A workbook comes by e-mail, from anybody. Its archive may unpack to a thousand times its size, its
parts may hold macros, links into other files, or entities that grow without end. Such a workbook is
refused, and one that was saved in another format of a spreadsheet program leads to the right one.
"""

import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from aeo_cli.documents.binary_formats import COMPOUND, MANIFEST, OPEN_DOCUMENT
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both

MAX_ENTRIES, MAX_UNPACKED = 1000, 128 * 2**20
"""The most parts of a workbook, and the most bytes that they may have together."""
MAX_CELL_ELEMENTS, MAX_OTHER_ELEMENTS = 2_000_000, 100_000
"""The most elements of a part that make up cells and their texts, and the most of any other kind.

The others, such as styles and links, become objects of a thousand bytes each.
"""
_CELL_ELEMENTS = frozenset({"row", "c", "v", "f", "is", "si", "t"})


def examine(content: bytes) -> Mapping[str, frozenset[str]]:
    """Make sure that a workbook is harmless, and return its formulas without a saved value.

    Returns:
        By the name of a sheet's part, the references of these cells: `C7`.

    Raises:
        InputError: it is not harmless, is damaged, or is in a format that is not read.
    """
    if content.startswith(COMPOUND):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise refused(*(_ENCRYPTED if is_encrypted else _OLD))
    if OPEN_DOCUMENT in content[:100]:
        raise refused(*_ODS)
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _examine_parts(archive)
    except (BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError) as error:
        raise refused(*DAMAGED) from error
    except (expat.ExpatError, NotImplementedError, RuntimeError) as error:  # RuntimeError: password
        raise refused(*DAMAGED) from error


def refused(found: Text, hint: Text) -> InputError:
    """Return the error of a workbook that cannot be used."""
    return InputError([Problem("", found, WORKBOOK, hint)])


def _examine_parts(archive: ZipFile) -> dict[str, frozenset[str]]:
    entries = archive.infolist()
    names = [entry.filename.lower() for entry in entries]
    # No entry unpacks to more than its header says: `zipfile` stops there.
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise refused(*TOO_LARGE)
    manifest = archive.read(MANIFEST)
    if any(name.endswith("vbaproject.bin") for name in names) or b"macroEnabled" in manifest:
        raise refused(*_MACROS)
    if any(name.startswith("xl/externallinks/") for name in names):
        raise refused(*_LINKS)
    if b"sheet.binary" in manifest:
        raise refused(*_OLD)
    if b"spreadsheetml" not in manifest:
        raise refused(*_OTHER)
    unsaved = {}
    for entry in entries:
        if entry.filename.lower().endswith(".vml") and entry.file_size < _SMALL:
            continue  # where Excel draws comments; it need not be well-formed, and nobody reads it
        with archive.open(entry) as part:
            chunk = part.read(2**16)
            if not chunk.startswith(_XML):
                continue  # a picture
            scan = _Scan()
            while chunk:
                scan.parser.Parse(chunk, False)
                chunk = part.read(2**16)
            scan.parser.Parse(b"", True)
            unsaved[entry.filename] = frozenset(scan.unsaved)
    return unsaved


_SMALL = 2**22
_XML = (b"<", b" ", b"\r", b"\n", b"\t", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""How a part in XML may begin, in any encoding."""


class _Scan:
    """Goes through one part without keeping it: well-formed, without entities, and not too long."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.cell_elements = self.other_elements = 0
        self.unsaved: set[str] = set()
        self.cell = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, kind = name.rpartition(" ")
        if namespace.startswith("http://purl.oclc.org/ooxml/spreadsheetml/"):
            raise refused(*_STRICT)
        if kind in _CELL_ELEMENTS:
            self.cell_elements += 1
        else:
            self.other_elements += 1
        is_bounded = self.other_elements <= MAX_OTHER_ELEMENTS
        if not is_bounded or self.cell_elements > MAX_CELL_ELEMENTS:
            raise refused(*TOO_LARGE)
        self.parser.CharacterDataHandler = None
        match kind:
            case "c":  # a formula whose result is an empty text has that as its saved value
                self.cell = "" if attributes.get("t") == "str" else attributes.get("r", "")
            case "f" if self.cell:
                self.unsaved.add(self.cell)
            case "v" if self.cell in self.unsaved:  # it follows the formula, and may be empty
                self.parser.CharacterDataHandler = self.save

    def save(self, value: str) -> None:
        if value.strip():
            self.unsaved.discard(self.cell)

    def refuse_doctype(self, *_: object) -> None:
        raise refused(*DAMAGED)


_SAVE_AS = both(
    "请用 Excel、WPS 或 LibreOffice 打开，另存为“Excel 工作簿 (.xlsx)”",
    "open it in Excel, WPS or LibreOffice and save it as an Excel workbook (.xlsx)",
)
WORKBOOK = both("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)")
DAMAGED = (
    both("工作簿已损坏或不完整", "the workbook is damaged or incomplete"),
    both(
        "请重新获取文件，或用表格软件打开后另存为 .xlsx",
        "get the file again, or open it in a spreadsheet program and save it as .xlsx",
    ),
)
TOO_LARGE = (
    both("工作簿解压后过大", "the workbook is too large when unpacked"),
    both(
        "请删除多余的工作表和空白行后另存，或改用 CSV",
        "delete sheets and empty rows that you do not need and save it, or use CSV",
    ),
)
_MACROS = (
    both("含有宏的工作簿", "a workbook with macros"),
    both("请另存为不含宏的“Excel 工作簿 (.xlsx)”", "save it as .xlsx, without macros"),
)
_LINKS = (
    both("链接到其他文件的工作簿", "a workbook with links to other files"),
    both(
        "请在“数据”菜单的“编辑链接”中断开链接后另存",
        "break the links (Data, Edit Links) and save it",
    ),
)
_ENCRYPTED = (
    both("加密的工作簿", "a workbook with a password"),
    both("请去掉打开密码后另存", "remove the password and save it"),
)
_OLD = (both("旧格式的表格（如 .xls、.et、.xlsb）", "an older format (.xls, .et, .xlsb)"), _SAVE_AS)
_ODS = (both("OpenDocument 文件（如 .ods）", "an OpenDocument file (such as .ods)"), _SAVE_AS)
_STRICT = (both("Strict Open XML 工作簿", "a Strict Open XML workbook"), _SAVE_AS)
_OTHER = (
    both("不是表格的 Office 文件", "an Office file that is no workbook"),
    both("请核对是否选错文件", "check that this is the right file"),
)
