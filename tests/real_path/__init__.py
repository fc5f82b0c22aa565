"""Every rule from a real workbook to its finding: one case flagged, one conforming."""
