' What is cheaper to find out inside LibreOffice than over its bridge, where each
' question travels on its own: one call here answers all of them for a block.

Private days As String, truths As String, errors As String

' First row and column (from one), number of rows and of columns in use.
Function UsedBlock(sheet As Object) As Variant
  Dim cursor As Object, at As Object
  cursor = sheet.createCursor()
  cursor.gotoStartOfUsedArea(False)
  cursor.gotoEndOfUsedArea(True)
  at = cursor.RangeAddress
  UsedBlock = Array(at.StartRow + 1, at.StartColumn + 1, _
    at.EndRow - at.StartRow + 1, at.EndColumn - at.StartColumn + 1)
End Function

' The values of a block; where numbers stand for days and for truth values, as
' "row,column;" from zero; and errors, "row,column,text;".
Function ValuesOf(cells As Object, formats As Object) As Variant
  days = "" : truths = "" : errors = ""
  LookAt cells, formats, 1, True   ' CellFlags.VALUE
  LookAt cells, formats, 2, False  ' CellFlags.DATETIME
  LookAt cells, formats, 16, False ' CellFlags.FORMULA
  ValuesOf = Array(cells.getDataArray(), days, truths, errors)
End Function

Private Sub LookAt(cells, formats, flag, truthsOnly)
  Dim at, areas, area, cell, i, row, column
  at = cells.RangeAddress
  areas = cells.queryContentCells(flag).RangeAddresses
  For i = 0 To UBound(areas)
    area = areas(i)
    For row = area.StartRow - at.StartRow To area.EndRow - at.StartRow
      For column = area.StartColumn - at.StartColumn To area.EndColumn - at.StartColumn
        cell = cells.getCellByPosition(column, row)
        If Not truthsOnly Or cell.Value = 0 Or cell.Value = 1 Then
          Sort cell, formats, row & "," & column
        End If
      Next column
    Next row
  Next i
End Sub

Private Sub Sort(cell, formats, place)
  Dim kind As Long
  If cell.getError() <> 0 Then
    errors = errors & place & "," & cell.String & ";"
    Exit Sub
  End If
  kind = formats.getByKey(cell.NumberFormat).Type
  If (kind And 6) <> 0 Then
    days = days & place & ";"
  ElseIf (kind And 1024) <> 0 Then
    truths = truths & place & ";"
  End If
End Sub
