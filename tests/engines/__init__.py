"""Two stand-ins for Excel under the real xlwings API, so that no test needs Excel.

    openpyxl_engine   workbooks held in memory by openpyxl: fast, computes nothing
    office_engine     workbooks held by a live LibreOffice process, driven over UNO

What xlwings asks of an engine stands once, in ``xl_app``, ``xl_book`` and ``xl_range``;
what differs stands behind the ports in ``driver``. Only BSD parts of xlwings are used.
Everything that reaches the program passes through a ``Wire``, which counts it and can
break on order.
"""
