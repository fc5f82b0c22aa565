Attribute VB_Name = "Marks"
Option Explicit
'Looks at many cells of a workbook, and changes many, in one go. Python decides what.
'
'Comes in: the name of a loaded workbook, and text: one line for each cell, in fields. Goes
'out: text of the same make. No other workbook is touched, and what goes into a cell or a
'note goes in as text: nothing is ever taken for a formula.

Private Const NoFill As Long = -4142
Private Const OneColour As String = " 1 -4142 -4105 "
Private Const VeryHidden As Long = 2
Private Const NoteBox As Long = 4
Private Const ListArrow As Long = 8
Private Const MostCells As Long = 2000000
Private Const OurNames As String = "_rs."
Private Const Longest As Long = 30000
Private Const Bad As Long = -2147220990

Private Rest As String

Private Function FieldEnd() As String
    FieldEnd = Chr$(31)
End Function

Private Function LineEnd() As String
    LineEnd = Chr$(30)
End Function

Private Function GroupEnd() As String
    GroupEnd = Chr$(29)
End Function

Private Function InPieces(ByVal Said As String) As String
    'What is longer than a cell could be may not get through in one; More gives the rest.
    Rest = Mid$(Said, Longest + 1)
    InPieces = Left$(Said, Longest)
    If Len(Rest) > 0 Then InPieces = InPieces & Chr$(28)
End Function

Public Function More(ByVal Book As String) As String
    'What was left of the last answer, which was about this workbook.
    If AskedByCell() Then Exit Function
    More = InPieces(Rest)
End Function

Private Function Clean(ByVal Text As String) As String
    Clean = Replace(Replace(Text, FieldEnd(), " "), LineEnd(), " ")
End Function

Private Function Joined(ByVal Fields As Variant) As String
    Joined = Join(Fields, FieldEnd()) & LineEnd()
End Function

'What the sheets of a workbook are like.

Public Function Facts(ByVal Book As String) As String
    Dim Sheet As Object, Said As String, Values As Variant, Last As Long
    If AskedByCell() Then Exit Function
    Said = Joined(Array("book", CStr(Abs(Workbooks(Book).ProtectStructure)), _
        CStr(Abs(CountsFrom1904(Workbooks(Book)))), CStr(Abs(IsReadOnly(Workbooks(Book)))), _
        CStr(Abs(IsShared(Workbooks(Book))))))
    For Each Sheet In Workbooks(Book).Worksheets
        Values = ValuesOf(Sheet)
        Last = LastFilled(Values)
        Said = Said & Joined(Array("sheet", Clean(Sheet.Name), CStr(Abs(Sheet.Visible <> -1)), _
            CStr(Abs(Sheet.ProtectContents)), CStr(Sheet.Comments.Count), _
            CStr(Drawings(Sheet)), Replace(Sheet.UsedRange.Address, "$", ""), _
            HiddenRows(Sheet, Last)))
        Said = Said & FormatsOf(Sheet, Values, Last)
    Next Sheet
    Facts = InPieces(Said & NamesOf(Workbooks(Book)))
End Function

Private Function CountsFrom1904(ByVal Target As Object) As Boolean
    'As books begun on an old Mac do; LibreOffice does not know the word.
    On Error Resume Next
    CountsFrom1904 = Target.Date1904
End Function

Private Function IsReadOnly(ByVal Target As Object) As Boolean
    'LibreOffice may not know the word, here and below.
    On Error Resume Next
    IsReadOnly = Target.ReadOnly
End Function

Private Function IsShared(ByVal Target As Object) As Boolean
    'In the old way, in which no sheet may be deleted and no table made.
    On Error Resume Next
    IsShared = Target.MultiUserEditing
End Function

Private Function IsTooLarge(ByVal Sheet As Object) As Boolean
    'A stray cell in the last row: Python refuses such a sheet before it reads it.
    IsTooLarge = CDbl(Sheet.UsedRange.Rows.Count) * Sheet.UsedRange.Columns.Count > MostCells
End Function

Private Function Drawings(ByVal Sheet As Object) As Long
    'Pictures, charts and shapes; boxes of notes and arrows of lists are none.
    Dim Place As Long, Kind As Long
    On Error Resume Next
    For Place = 1 To Sheet.Shapes.Count
        Kind = 0
        Kind = Sheet.Shapes(Place).Type
        If Kind <> NoteBox And Kind <> ListArrow Then Drawings = Drawings + 1
    Next Place
End Function

Private Function ValuesOf(ByVal Sheet As Object) As Variant
    'Rows and columns of the used range; nothing where it is too large, or one cell.
    If IsTooLarge(Sheet) Then Exit Function
    ValuesOf = Sheet.UsedRange.Value
End Function

Private Function LastFilled(ByVal Values As Variant) As Long
    'The last row of these values that holds any: what is only formatted may go on for
    'a million rows.
    Dim Row As Long, Column As Long
    If Not IsArray(Values) Then Exit Function
    For Row = UBound(Values, 1) To 1 Step -1
        For Column = 1 To UBound(Values, 2)
            If Not IsEmpty(Values(Row, Column)) Then
                LastFilled = Row
                Exit Function
            End If
        Next Column
    Next Row
End Function

Private Function HiddenRows(ByVal Sheet As Object, ByVal Last As Long) As String
    Dim Row As Long, Rows As String
    If Last = 0 Then Exit Function
    For Row = 1 To Sheet.UsedRange.Row + Last - 1
        If Sheet.Rows(Row).Hidden Then Rows = Rows & " " & Row
    Next Row
    HiddenRows = LTrim$(Rows)
End Function

Private Function FormatsOf(ByVal Sheet As Object, ByVal Values As Variant, ByVal Last As Long) As String
    'Formats of the cells that hold numbers.
    Dim Row As Long, Column As Long, Kind As Long, Code As String, Said As String
    For Row = 1 To Last
        For Column = 1 To UBound(Values, 2)
            Kind = VarType(Values(Row, Column))
            If Kind = vbDouble Or Kind = vbCurrency Then
                Code = Sheet.UsedRange.Cells(Row, Column).NumberFormat
                If Code <> "General" Then Said = Said & Joined(Array("format", _
                    CStr(Sheet.UsedRange.Row + Row - 1), _
                    CStr(Sheet.UsedRange.Column + Column - 1), Clean(Code)))
            End If
        Next Column
    Next Row
    FormatsOf = Said
End Function

Public Function Holding(ByVal Book As String, ByVal Titles As String, ByVal Texts As String) As String
    'Those sheets on which a cell holds one of some texts, or that are too large to look.
    Dim Title As Variant, Sheet As Object, Values As Variant
    If AskedByCell() Then Exit Function
    For Each Title In Split(Titles, LineEnd())
        Set Sheet = Workbooks(Book).Worksheets(Title)
        If IsTooLarge(Sheet) Then
            Holding = Holding & Joined(Array(Title))
        Else
            Values = Sheet.UsedRange.Value
            If Not IsArray(Values) Then Values = Array(Values)
            If HoldsAny(Values, LineEnd() & Texts & LineEnd()) Then Holding = Holding & Joined(Array(Title))
        End If
    Next Title
    Holding = InPieces(Holding)
End Function

Private Function HoldsAny(ByVal Values As Variant, ByVal Texts As String) As Boolean
    Dim Value As Variant
    For Each Value In Values
        If VarType(Value) = vbString Then
            If InStr(Texts, LineEnd() & Value & LineEnd()) > 0 Then
                HoldsAny = True
                Exit Function
            End If
        End If
    Next Value
End Function

Private Function NamesOf(ByVal Target As Object) As String
    'Our hidden names, and the sheets they lead to.
    Dim Item As Object
    On Error Resume Next
    For Each Item In Target.Names
        If Left$(Item.Name, Len(OurNames)) = OurNames Then NamesOf = NamesOf & _
            Joined(Array("name", Item.Name, Clean(Item.RefersToRange.Worksheet.Name)))
    Next Item
End Function

'What cells look like.

Public Function Look(ByVal Book As String, ByVal Cells As String) As String
    Dim Line As Variant, Fields As Variant, Said As String
    If AskedByCell() Then Exit Function
    For Each Line In Split(Cells, LineEnd())
        Fields = Split(Line, FieldEnd())
        Said = Said & Seen(Workbooks(Book).Worksheets(Fields(0)).Range(Fields(1)))
    Next Line
    Look = InPieces(Said)
End Function

Public Function Marked(ByVal Book As String, ByVal Sheets As String) As String
    'Cells that have one of some fills, or a note. Fields: title, fills, which are numbers
    'as Excel counts colours, each between blanks.
    Dim Line As Variant, Fields As Variant, Cell As Object, Said As String
    If AskedByCell() Then Exit Function
    For Each Line In Split(Sheets, LineEnd())
        Fields = Split(Line, FieldEnd())
        For Each Cell In Workbooks(Book).Worksheets(Fields(0)).UsedRange
            If InStr(Fields(1), " " & Cell.Interior.Color & " ") > 0 Then
                Said = Said & Seen(Cell)
            ElseIf Not Cell.Comment Is Nothing Then
                Said = Said & Seen(Cell)
            End If
        Next Cell
    Next Line
    Marked = InPieces(Said)
End Function

Private Function Seen(ByVal Asked As Object) As String
    Dim Cell As Object, Kind As String, Words As String
    Set Cell = Asked.MergeArea.Cells(1, 1)
    Kind = "0"
    If Not Cell.Comment Is Nothing Then
        Kind = IIf(IsThreaded(Cell), "2", "1")
        Words = Cell.Comment.Text
    End If
    Seen = Joined(Array(Clean(Cell.Worksheet.Name), Replace(Cell.Address, "$", ""), _
        FillOf(Cell), Clean(Cell.NumberFormat), CStr(Abs(Len(Cell.Formula) > 0)), Kind, _
        Clean(Words)))
End Function

Private Function IsThreaded(ByVal Cell As Object) As Boolean
    'Versions without threaded comments do not know the word.
    On Error Resume Next
    IsThreaded = Not Cell.CommentThreaded Is Nothing
End Function

Private Function FillOf(ByVal Cell As Object) As String
    Dim Colour As Long
    If Cell.Interior.ColorIndex = NoFill Then
        FillOf = "none"
    ElseIf InStr(OneColour, " " & Cell.Interior.Pattern & " ") = 0 Then
        FillOf = "other"
    Else
        Colour = Cell.Interior.Color
        FillOf = TwoDigits(Colour And 255) & TwoDigits((Colour \ 256) And 255) & _
            TwoDigits((Colour \ 65536) And 255)
    End If
End Function

Private Function TwoDigits(ByVal Part As Long) As String
    TwoDigits = Right$("0" & Hex$(Part), 2)
End Function

'Changing cells.

Public Sub Paint(ByVal Book As String, ByVal Strokes As String, ByVal Lift As Boolean)
    'Each group of lines is for one sheet.
    Dim Group As Variant, Title As String
    Application.ScreenUpdating = False
    For Each Group In Split(Strokes, GroupEnd())
        Title = Left$(Group, InStr(Group, FieldEnd()) - 1)
        PaintSheet Workbooks(Book).Worksheets(Title), Split(Group, LineEnd()), Lift
    Next Group
End Sub

Private Sub PaintSheet(ByVal Sheet As Object, ByVal Lines As Variant, ByVal Lift As Boolean)
    'A sheet that was opened is protected again, whatever happens.
    Dim Line As Variant, Kept As Variant, Number As Long, Reason As String
    If Lift And Sheet.ProtectContents Then
        Kept = ProtectionOf(Sheet)
        Sheet.Unprotect ""
    End If
    On Error GoTo Failed
    For Each Line In Lines
        Change Sheet, Split(Line, FieldEnd())
    Next Line
    ProtectAgain Sheet, Kept
    Exit Sub
Failed:
    Number = Err.Number
    Reason = Err.Description
    ProtectAgain Sheet, Kept
    Err.Raise Number, "Marks", Reason
End Sub

Private Sub Change(ByVal Sheet As Object, ByVal Stroke As Variant)
    'Fields: sheet, cell, fill, format, note, words. An empty field leaves things as they are;
    'a note or words begin with a sign, "=" to set them and "-" to take them off.
    Dim Cell As Object
    Set Cell = Sheet.Range(Stroke(1))
    If Stroke(2) = "none" Then
        Cell.Interior.ColorIndex = NoFill
    ElseIf Len(Stroke(2)) > 0 Then
        Cell.Interior.Color = RGB(CLng("&H" & Mid$(Stroke(2), 1, 2)), _
            CLng("&H" & Mid$(Stroke(2), 3, 2)), CLng("&H" & Mid$(Stroke(2), 5, 2)))
    End If
    If Len(Stroke(3)) > 0 Then PutFormat Cell, CStr(Stroke(3))
    If Len(Stroke(4)) > 0 Then PutNote Cell, CStr(Stroke(4))
    If Left$(Stroke(5), 1) = "-" Then
        Cell.MergeArea.ClearContents
    ElseIf Len(Stroke(5)) > 0 Then
        Cell.Value = "'" & Mid$(Stroke(5), 2)
    End If
End Sub

Private Sub PutFormat(ByVal Cell As Object, ByVal Code As String)
    'One that Excel does not take, as a ledger may say that people edited, is left out.
    On Error Resume Next
    Cell.NumberFormat = Code
End Sub

Private Sub PutNote(ByVal Cell As Object, ByVal Note As String)
    Dim Before As String, Words As String
    Words = Mid$(Note, 2)
    If Left$(Note, 1) = "-" Then
        Cell.Comment.Delete
    ElseIf Cell.Comment Is Nothing Then
        Cell.AddComment Words
        MakeRoom Cell.Comment, Words
    Else
        Before = Cell.Comment.Text
        If Left$(Words, Len(Before)) = Before And Len(Words) > Len(Before) Then
            Cell.Comment.Text Mid$(Words, Len(Before) + 1), Len(Before) + 1, False
        Else
            Cell.Comment.Text Words
        End If
    End If
End Sub

Private Sub MakeRoom(ByVal Note As Object, ByVal Words As String)
    'A box in which all words are seen; some programs size their boxes themselves.
    Dim Line As Variant, Lines As Long
    For Each Line In Split(Words, vbLf)
        Lines = Lines + 1 + Len(Line) \ 52
    Next Line
    On Error Resume Next
    Note.Shape.Width = 280
    Note.Shape.Height = 14 + 12 * Lines
End Sub

'Protection: only what has no password is ever opened.

Public Function Liftable(ByVal Book As String, ByVal Titles As String) As String
    'Those sheets that can be opened without a password; they stay protected.
    Dim Title As Variant, Sheet As Object, Kept As Variant
    If AskedByCell() Then Exit Function
    For Each Title In Split(Titles, LineEnd())
        Set Sheet = Workbooks(Book).Worksheets(Title)
        Kept = ProtectionOf(Sheet)
        On Error Resume Next
        Sheet.Unprotect ""
        On Error GoTo 0
        If Not Sheet.ProtectContents Then
            ProtectAgain Sheet, Kept
            Liftable = Liftable & Joined(Array(Title))
        End If
    Next Title
End Function

Private Function ProtectionOf(ByVal Sheet As Object) As Variant
    'What is allowed on a protected sheet, as far as the program tells.
    Dim Kept(12) As Boolean
    On Error Resume Next
    Kept(0) = Sheet.ProtectDrawingObjects
    Kept(1) = Sheet.ProtectScenarios
    With Sheet.Protection
        Kept(2) = .AllowFormattingCells
        Kept(3) = .AllowFormattingColumns
        Kept(4) = .AllowFormattingRows
        Kept(5) = .AllowInsertingColumns
        Kept(6) = .AllowInsertingRows
        Kept(7) = .AllowInsertingHyperlinks
        Kept(8) = .AllowDeletingColumns
        Kept(9) = .AllowDeletingRows
        Kept(10) = .AllowSorting
        Kept(11) = .AllowFiltering
        Kept(12) = .AllowUsingPivotTables
    End With
    ProtectionOf = Kept
End Function

Private Sub ProtectAgain(ByVal Sheet As Object, ByVal Kept As Variant)
    If IsEmpty(Kept) Then Exit Sub
    On Error Resume Next
    Sheet.Protect "", Kept(0), True, Kept(1), False, Kept(2), Kept(3), Kept(4), Kept(5), _
        Kept(6), Kept(7), Kept(8), Kept(9), Kept(10), Kept(11), Kept(12)
    If Not Sheet.ProtectContents Then Sheet.Protect
End Sub

'Whole sheets.

Public Sub TakeIn(ByVal Book As String, ByVal Source As String, ByVal Sheets As String)
    'Copies sheets behind the last one. Fields: title, "1" to hide it from people. The
    'first one, which tells of the others, comes first and ends up last.
    Dim Line As Variant, Fields As Variant, Copied As Object, Hide As String
    Application.ScreenUpdating = False
    For Each Line In Split(Sheets, LineEnd())
        Fields = Split(Line, FieldEnd())
        Set Copied = CopyOf(Workbooks(Source).Worksheets(Fields(0)), Workbooks(Book), Hide = "")
        If Copied.Name <> Fields(0) Then Copied.Name = Fields(0)
        If Hide = "" Then Hide = Fields(1)
    Next Line
    If Hide = "1" Then Workbooks(Book).Sheets(Workbooks(Book).Sheets.Count).Visible = VeryHidden
End Sub

Private Function CopyOf(ByVal Sheet As Object, ByVal Target As Object, ByVal Last As Boolean) As Object
    'What counts is whether there is one sheet more: LibreOffice copies and fails then.
    Dim Before As Long, Reason As String
    Before = Target.Sheets.Count
    On Error Resume Next
    If Last Then
        Sheet.Copy , Target.Sheets(Before)
    Else
        Sheet.Copy Target.Sheets(Before)
    End If
    Reason = Err.Description
    On Error GoTo 0
    If Target.Sheets.Count <= Before Then Err.Raise Bad, "Marks", Reason
    If Last Then Before = Before + 1
    Set CopyOf = Target.Sheets(Before)
End Function

Public Sub PointTo(ByVal Book As String, ByVal Names As String)
    'Hidden names for sheets. Fields: name, title.
    Dim Line As Variant, Fields As Variant, Target As Object
    Set Target = Workbooks(Book)
    On Error Resume Next
    For Each Line In Split(Names, LineEnd())
        Fields = Split(Line, FieldEnd())
        Target.Names.Add Fields(0), Target.Worksheets(Fields(1)).Range("A1"), False
    Next Line
End Sub

Public Sub TakeOut(ByVal Book As String, ByVal Titles As String, ByVal Names As String)
    'Deletes sheets of ours, and names.
    Dim Title As Variant, Number As Long, Asks As Boolean
    For Each Title In Split(Names, LineEnd())
        If Len(Title) > 0 Then Workbooks(Book).Names(Title).Delete
    Next Title
    Asks = Application.DisplayAlerts
    Application.DisplayAlerts = False
    On Error GoTo Failed
    For Each Title In Split(Titles, LineEnd())
        If Len(Title) > 0 Then
            Workbooks(Book).Worksheets(Title).Visible = True
            Workbooks(Book).Worksheets(Title).Delete
        End If
    Next Title
    Application.DisplayAlerts = Asks
    Exit Sub
Failed:
    Number = Err.Number
    Application.DisplayAlerts = Asks
    Err.Raise Number, "Marks", "A sheet of an earlier check could not be deleted."
End Sub

Public Sub Rename(ByVal Book As String, ByVal Titles As String)
    'Fields: title, new title.
    Dim Line As Variant, Fields As Variant
    For Each Line In Split(Titles, LineEnd())
        Fields = Split(Line, FieldEnd())
        Workbooks(Book).Worksheets(Fields(0)).Name = Fields(1)
    Next Line
End Sub
