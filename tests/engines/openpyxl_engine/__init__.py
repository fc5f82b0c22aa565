"""Workbooks held in memory by openpyxl: quick, and nothing is computed."""
