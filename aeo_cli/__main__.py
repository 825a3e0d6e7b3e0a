"""The program `aeo`: sets up its process, then runs the command line."""

import gc
import os
import sys


def main() -> int:
    """Run the command line of this process and return its exit status."""
    # Three settings of the process, for a short life. Start-up makes only objects that live to the
    # end, so looking for garbage among them is lost time, and so is going through them all once
    # more at exit. No Pydantic plugin is used, so searching every package for one is lost time too.
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
