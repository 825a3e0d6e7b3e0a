"""The program `aeo`: sets up the process, then runs the command line."""

import gc
import os
import sys


def main() -> int:
    """Run the command line of this process and return its exit status."""
    # The process is short, so three things would only cost time. What start-up creates lives to the
    # end: there is no garbage to look for, neither meanwhile nor, without `freeze`, at exit. And no
    # plugin of Pydantic is used, for which it would search every installed package.
    gc.set_threshold(100_000, 50, 50)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    try:
        from aeo_cli.cli import run  # noqa: PLC0415  after the settings

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
