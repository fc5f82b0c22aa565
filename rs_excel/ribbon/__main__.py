"""``python -I -B -m rs_excel.ribbon COMMAND …``: what the add-in starts."""

import sys

from rs_excel.ribbon.runner import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
