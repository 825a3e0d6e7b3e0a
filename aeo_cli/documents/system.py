"""The operating system, where it makes a difference."""

import os

IS_WINDOWS = os.name == "nt"
