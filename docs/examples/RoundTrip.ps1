<#
.SYNOPSIS
Rehearses the whole way with a simulated gateway: no certificate, no network.

.DESCRIPTION
Starts a gateway on this machine, connects, sends three files, waits for their statuses, receives the responses,
and shows the objects as tables. Takes PowerShell 7.4 or later. Where the module is not built yet, the .NET SDK builds it first.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$root = Join-Path $PSScriptRoot '../..'
if (-not (Test-Path -LiteralPath (Join-Path $root 'bin/SkatFtps.psm1'))) {
    'The module is not built yet. Building it into bin; this takes a minute, once:'
    dotnet build (Join-Path $root 'src/SkatFtps.Cmdlets') -nologo -v q | Out-Host
    if ($LASTEXITCODE -ne 0) { throw "The module could not be built: dotnet build gave exit code $LASTEXITCODE." }
}
Import-Module (Join-Path $root 'SkatFtps.psd1')

# A place for three files and for what comes back.
$folder = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "skatftps-$(New-Guid)") -ItemType Directory
try {
    $files = foreach ($number in 1..3) {
        $path = Join-Path $folder.FullName "ping-$number.xml"
        Set-Content -LiteralPath $path -Value "<ping>$number</ping>" -NoNewline
        Get-Item -LiteralPath $path
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
    $responses = $exposed | Receive-SkatResponse -Destination (Join-Path $folder.FullName 'svar')
    $responses | Out-Host
    foreach ($response in $responses) { "$($response.Name): $(Get-Content -LiteralPath $response.FullName)" }

    if (@($responses).Count -ne $files.Count) { throw "Of $($files.Count) responses $(@($responses).Count) came." }
}
finally {
    if ($simulator) {
        Disconnect-SkatGateway -ErrorAction Ignore
        $simulator | Stop-SkatSimulator
    }
    Remove-Item -LiteralPath $folder.FullName -Recurse
}
