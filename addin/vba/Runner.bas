Attribute VB_Name = "Runner"
Option Explicit
'Starts Python for one button of the ribbon, and says so if it does not start.
'
'Comes in: the id of a button. What is started is made of that id, of values from this
'add-in's own settings sheet and of the number of Excel's window, each checked here
'letter by letter. Nothing is ever taken from the workbook that is being looked at.

Private Const Title As String = "Responsible Sourcing"
Private Const Starting As String = "Responsible Sourcing: starting..."
Private Const SettingsSheet As String = "rs_excel settings"
Private Const Known As String = " checkWorkbook checkSheet clearMarks nextFinding" & _
    " previousFinding explainCell updateTracker replyPack checkFolder settings doctor help "
Private Const Bad As Long = 1000

Private Busy As Boolean

Public Sub RunButton(ByVal Button As String)
    'Python tells the user everything itself and ends with 0. Any other end means that it
    'never came so far.
    Dim Ended As Long, Reason As String
    If Busy Then
        MsgBox "The last button is still at work. Its progress is told at the bottom of" & _
            " the window; please press again when it is done.", vbInformation, Title
        Exit Sub
    End If
    Busy = True
    Application.StatusBar = Starting
    On Error Resume Next
    Ended = EndOf(Button)
    If Err.Number <> 0 Then Reason = Err.Description
    On Error GoTo 0
    Busy = False
    If Len(Reason) = 0 And Ended = 0 Then Exit Sub
    Application.StatusBar = False
    If Len(Reason) = 0 Then Reason = "It ended with number " & Ended & "."
    TellNotStarted Reason
End Sub

Private Function EndOf(ByVal Button As String) As Long
    'On a Mac the script answers at once, for Excel must be free to talk to Python.
    #If Mac Then
        EndOf = CLng(AppleScriptTask("rs_excel.applescript", "StartPython", _
            MacLines(Button)))
    #Else
        Dim Started As String
        Started = PythonLine(Button, Application.Hwnd)
        EndOf = CreateObject("WScript.Shell").Run(Started, 0, True)
    #End If
End Function

Public Function PythonLine(ByVal Button As String, ByVal Window As Double) As String
    PythonLine = """" & Interpreter() & """ " & Join(Words(Button, Window), " ")
End Function

Public Function MacLines(ByVal Button As String) As String
    MacLines = Interpreter() & vbLf & Join(Words(Button, 0), vbLf)
End Function

Private Function Words(ByVal Button As String, ByVal Window As Double) As Variant
    If Not IsPlain(Button) Or InStr(Known, " " & Button & " ") = 0 Then
        Err.Raise Bad, Title, "This add-in has no such button."
    End If
    Words = Array("-I", "-B", "-m", "rs_excel.ribbon", Button, "--hwnd", CStr(Window), _
        "--addin-version", Plain(Setting("version")), _
        "--policy", Plain(Setting("policy")), "--language", Plain(Setting("language")))
End Function

Private Function Interpreter() As String
    'A program named python...; nothing that ends the quotes or stands for something else.
    Dim Path As String, Place As Long
    Path = Setting("python")
    For Place = 1 To Len(Path)
        If InStr("""%<>|?*", Mid$(Path, Place, 1)) > 0 Or Mid$(Path, Place, 1) < " " Then
            Err.Raise Bad, Title, "The path of Python in the add-in's settings is damaged."
        End If
    Next Place
    Path = Replace(Path, "\", "/")
    If Not (LCase$(Mid$(Path, InStrRev(Path, "/") + 1)) Like "python*") Then
        Err.Raise Bad, Title, "The add-in's settings do not name a Python."
    End If
    Interpreter = Setting("python")
End Function

Private Function Plain(ByVal Text As String) As String
    If Not IsPlain(Text) Then
        Err.Raise Bad, Title, "A value in the add-in's settings is empty or damaged."
    End If
    Plain = Text
End Function

Private Function IsPlain(ByVal Text As String) As Boolean
    Dim Place As Long
    If Len(Text) = 0 Or Len(Text) > 40 Or Left$(Text, 1) = "-" Then Exit Function
    For Place = 1 To Len(Text)
        If Not (Mid$(Text, Place, 1) Like "[A-Za-z0-9_.-]") Then Exit Function
    Next Place
    IsPlain = True
End Function

Public Function Setting(ByVal Key As String) As String
    Dim Cell As Object
    Set Cell = CellOf(Key)
    If Not Cell Is Nothing Then Setting = CStr(Cell.Value)
End Function

Public Sub KeepChoice(ByVal Key As String, ByVal Value As String)
    'Kept for next time where this file may be written, else until Excel is closed.
    Dim Cell As Object
    Set Cell = CellOf(Key)
    If Cell Is Nothing Or Not IsPlain(Value) Then Exit Sub
    Cell.Value = Value
    On Error Resume Next
    If Not ThisWorkbook.ReadOnly Then ThisWorkbook.Save
End Sub

Public Function AskedByCell() As Boolean
    'A formula in anybody's workbook may name the functions of an add-in. It gets nothing.
    AskedByCell = TypeName(Application.Caller) = "Range"
End Function

Private Function CellOf(ByVal Key As String) As Object
    'ThisWorkbook is always the add-in itself, whichever workbook is in front.
    Dim Sheet As Object, Row As Long
    If AskedByCell() Then Exit Function
    Set Sheet = ThisWorkbook.Worksheets(SettingsSheet)
    For Row = 1 To 20
        If CStr(Sheet.Cells(Row, 1).Value) = Key Then
            Set CellOf = Sheet.Cells(Row, 2)
            Exit Function
        End If
    Next Row
End Function

Private Sub TellNotStarted(ByVal Reason As String)
    MsgBox "Python could not be started from Excel. " & Reason & vbLf & vbLf & _
        "Your workbook is as it was. In a terminal" & vbLf & _
        "    rs-excel doctor" & vbLf & _
        "finds the cause and says what to do, and with the workbook left as it is here" & _
        vbLf & "    rs-excel excel check" & vbLf & _
        "does the same work without macros." & vbLf & vbLf & _
        "Add-in " & Setting("version") & ", Python: " & Setting("python"), vbExclamation, Title
End Sub
