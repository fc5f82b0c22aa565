"""Workbooks open in a live LibreOffice process, driven over its UNO bridge."""
