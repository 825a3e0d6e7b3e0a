"""Files that are no text: which format they are in, by how their content starts."""

from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both

_ZIP = b"PK\x03\x04"
_COMPRESSIONS = {
    b"\x1f\x8b": ".gz",
    b"\x28\xb5\x2f\xfd": ".zst",
    b"BZh": ".bz2",
    b"\xfd7zXZ\x00": ".xz",
    b"\x04\x22\x4d\x18": ".lz4",
    _ZIP: ".zip",
}
"""How the content of a compressed file starts, and its suffix."""
_PARQUET = b"PAR1"
MANIFEST = "[Content_Types].xml"
_PACKAGE = (MANIFEST.encode(), b"docProps/")
"""Names of parts of a workbook; one comes early, so that a truncated file has it, too."""
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a file in Microsoft's older container begins: .xls, .et, and workbooks with a password."""
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"


def is_workbook(content: bytes) -> bool:
    """Return whether a file is a workbook, perhaps a damaged one or one of another program."""
    is_package = content.startswith(_ZIP) and any(name in content for name in _PACKAGE)
    return is_package or content.startswith(COMPOUND) or OPEN_DOCUMENT in content[:100]


def compression_of(head: bytes) -> str:
    """Return the suffix of the compression that a file has, by its first bytes; empty: none."""
    return next((suffix for start, suffix in _COMPRESSIONS.items() if head.startswith(start)), "")


def named_format(head: bytes) -> InputError | None:
    """Return the error that names the format of a file that is no text, by its first bytes.

    None: the format is not one of those recognized.
    """
    if is_workbook(head):
        return _no_text(*_WORKBOOK)
    known = _FORMATS.get(".parquet" if head.startswith(_PARQUET) else compression_of(head))
    return None if known is None else _no_text(*known)


def binary() -> InputError:
    """Return the error of a file that is no text at all."""
    return _no_text(
        both("二进制内容", "binary data"),
        both("请核对是否选错文件", "check that this is the right file"),
    )


def _no_text(found: Text, hint: Text) -> InputError:
    return InputError([Problem("", found, TEXT, hint)])


TEXT = both("UTF-8 文本", "text in UTF-8")
_WORKBOOK = (
    both("电子表格工作簿", "a workbook"),
    both("此处只读取文本文件", "only a text file is read here"),
)
_FORMATS = {
    ".gz": (both("gzip 压缩文件", "a gzip file"), both("请先解压", "unpack it first")),
    ".zip": (both("zip 压缩文件", "a zip file"), both("请先解压", "unpack it first")),
    ".parquet": (
        both("Parquet 文件", "a Parquet file"),
        both("请将扩展名改为 .parquet", "rename it to end in .parquet"),
    ),
}
"""By the suffix of a format: what such a file is, and what to do about it."""
