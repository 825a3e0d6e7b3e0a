"""Why a file or stream cannot be read or written, in both languages."""

import errno

from aeo_cli.documents import system
from aeo_cli.documents.text import Text, both, same


def unreadable(error: OSError | ValueError) -> Text:
    """Return a sentence that says why a file or stream cannot be read."""
    match error:
        case FileNotFoundError():
            return both("找不到文件", "file not found")
        case IsADirectoryError():
            return both("这是文件夹，不是文件", "this is a folder, not a file")
        case _:
            return _UNREADABLE.fill(reason=reason(error))


def unwritable(error: OSError | ValueError) -> Text:
    """Return a sentence that says why a file or stream cannot be written."""
    return _UNWRITABLE.fill(reason=reason(error))


CHECK_PATH = both("请核对路径", "check the path")
_UNREADABLE = both("无法读取：{reason}", "cannot be read: {reason}")
_UNWRITABLE = both("无法写入：{reason}", "cannot be written: {reason}")
CIRCLE = both("符号链接形成循环", "the links form a loop")
_REASONS = {
    errno.ENOENT: both("没有这个文件或文件夹", "no such file or folder"),
    errno.EISDIR: both("这是一个文件夹", "it is a folder"),
    errno.ENOTDIR: both("路径中有一段不是文件夹", "part of the path is not a folder"),
    errno.EACCES: both("没有权限", "permission denied"),
    errno.EPERM: both("没有权限", "permission denied"),
    errno.EROFS: both("文件系统只读", "the file system is read-only"),
    errno.EEXIST: both("已有同名文件", "there is already a file of that name"),
    errno.ENOSPC: both("磁盘空间不足", "no space left on the disk"),
    errno.EFBIG: both("超过文件大小上限", "the file is too large"),
    errno.ENAMETOOLONG: both("文件名过长", "the file name is too long"),
    errno.ELOOP: CIRCLE,
    errno.EBADF: both("已关闭", "it is closed"),
    errno.EIO: both("读写出错", "input/output error"),
}
_REASONS_ON_WINDOWS = {
    errno.EACCES: both(
        "没有权限，或文件正被其他程序（如 Excel、WPS）打开",
        "permission denied, or another program such as Excel has the file open",
    ),
    errno.EINVAL: both("文件名无效", "the file name is not valid"),
}


def reason(error: OSError | ValueError) -> Text:
    """Return why a file or stream could not be read or written.

    An error without a translation is described by the system's own message.
    """
    number = error.errno if isinstance(error, OSError) else None
    message = (isinstance(error, OSError) and error.strerror) or str(error)
    reasons = {**_REASONS, **(_REASONS_ON_WINDOWS if system.IS_WINDOWS else {})}
    return reasons.get(number or 0) or same(message)


def is_closed_pipe(error: OSError) -> bool:
    """Return whether a reader such as `head` has closed the pipe that was written to."""
    # Windows may call that an invalid argument: https://github.com/python/cpython/issues/79935.
    is_unnamed = system.IS_WINDOWS and error.errno == errno.EINVAL
    return is_unnamed or isinstance(error, BrokenPipeError)
