"""``python -m rs_excel`` is the command ``rs-excel``."""

from rs_excel.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
