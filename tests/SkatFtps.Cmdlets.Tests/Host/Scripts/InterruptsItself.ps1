'before'
try {
    [System.Diagnostics.Process]::Start('kill', "-INT $PID").WaitForExit()
    while ($true) { }
}
finally { $Host.UI.WriteLine('finally') }
