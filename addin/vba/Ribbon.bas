Attribute VB_Name = "Ribbon"
Option Explicit
'What the ribbon's XML calls: one line or two for each kind of control.
'
'Comes in: the control that was used. A button's id says what to start. A menu's tag is the
'name of its setting, and the ids of its entries tell name and value: policy_strict.

Public Sub Pressed(ByVal Control As Object)
    RunButton Control.ID
End Sub

Public Sub Chosen(ByVal Control As Object, ByVal Entry As String, ByVal Place As Integer)
    KeepChoice Control.Tag, Mid$(Entry, Len(Control.Tag) + 2)
End Sub

Public Sub ChosenNow(ByVal Control As Object, ByRef Entry As Variant)
    Entry = Control.Tag & "_" & Setting(Control.Tag)
End Sub
