<#
.SYNOPSIS
Rehearses the whole way with a simulated gateway: no certificate, no network.

.DESCRIPTION
Starts a gateway on this machine, connects, sends three files, waits for their statuses, receives the responses,
and shows the objects as tables. Only core cmdlets and .NET are used, so that it runs in any PowerShell 7.4 or later.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', '..', 'SkatFtps.psd1'))

# A place for three files and for what comes back.
$folder = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'skatftps-' + [guid]::NewGuid().ToString('N')))
try {
    $files = foreach ($number in 1..3) {
        $path = [System.IO.Path]::Combine($folder.FullName, "ping-$number.xml")
        [System.IO.File]::WriteAllText($path, "<ping>$number</ping>")
        [System.IO.FileInfo]$path
    }

    'A simulated gateway, with a status every half second:'
    $simulator = Start-SkatSimulator -StatusDelaySeconds 0.5
    $simulator | Out-Host

    'Connected:'
    $simulator | Connect-SkatGateway | Out-Host

    'Sent:'
    $submissions = $files | Send-SkatFile -Service FTPSGW.Heartbeat
    $submissions | Out-Host

    # The gateway answers in its own time: first 1 (delivered), then 2 (accepted), then 3 (a response is exposed).
    'Waited for:'
    $exposed = $submissions | Wait-SkatStatus -PollSeconds 0.25 -TimeoutMinutes 1
    $exposed | Out-Host

    'Statuses:'
    $submissions | Get-SkatStatus | Out-Host

    'Submissions, as the ledger has them:'
    Get-SkatSubmission | Out-Host

    'Responses:'
    $responses = $exposed | Receive-SkatResponse -Destination ([System.IO.Path]::Combine($folder.FullName, 'svar'))
    $responses | Out-Host
    foreach ($response in $responses) {
        "$($response.Name): $([System.IO.File]::ReadAllText($response.FullName))"
    }

    if (@($responses).Count -ne $files.Count) {
        throw "Of $($files.Count) responses $(@($responses).Count) came."
    }
}
finally {
    if ($simulator) {
        Disconnect-SkatGateway -ErrorAction Ignore
        $simulator | Stop-SkatSimulator
    }
    $folder.Delete($true)
}
