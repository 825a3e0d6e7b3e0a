"""The program `aeo`: sets up the process, then runs the command line."""

import gc
import os
import sys

from aeo_cli.documents import interruptions


def main() -> int:
    """Run the command line of this process and return its exit status."""
    # The process is short, so three things would only cost time. What start-up creates lives to the
    # end: there is no garbage to look for, neither meanwhile nor, without `freeze`, at exit. And no
    # plugin of Pydantic is used, for which it would search every installed package.
    gc.set_threshold(100_000, 50, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        interruptions.listen()
        try:
            from aeo_cli.cli import run  # noqa: PLC0415  after the settings

            status = run(sys.argv[1:])
        finally:
            interruptions.stop_listening()
    except KeyboardInterrupt:
        status = 130
    gc.freeze()
    return interruptions.exit_status() or status


if __name__ == "__main__":
    sys.exit(main())
