# Runs Checks/*.Check.ps1 and compares each test's outcome with Outcomes.txt, which real Pester has recorded:
#   pwsh -File Test-Outcomes.ps1 -Record      (Pester 5.7 and 6.0 record the same)
# Without -Record under pwsh the recording is checked against Pester; under the Host the stand-in against the recording.
param([switch]$Record)

$checks = [System.IO.Directory]::GetFiles("$PSScriptRoot/Checks", '*.Check.ps1')
[array]::Sort($checks, [System.StringComparer]::Ordinal)
$full = $Host.Name -ne 'SkatFtps.Host'
if ($full) { Import-Module Pester -MinimumVersion 5.7 -ErrorAction Stop } else { Import-Module "$PSScriptRoot/PesterStandIn.psm1" }

$outcomes = foreach ($check in $checks) {
    $file = [System.IO.Path]::GetFileName($check)
    if (-not $full) {
        foreach ($test in Invoke-PesterStandIn -Path $check) { "$(if ($test.Passed) { 'Passed' } else { 'Failed' }) $file`: $($test.Path)" }
        continue
    }
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $check
    $configuration.Run.TestExtension = '.Check.ps1'
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    foreach ($test in (Invoke-Pester -Configuration $configuration).Tests) { "$($test.Result) $file`: $($test.ExpandedPath)" }
}

$recording = "$PSScriptRoot/Outcomes.txt"
if ($Record) {
    if (-not $full) { throw 'Only real Pester records.' }
    [System.IO.File]::WriteAllText($recording, ($outcomes -join "`n") + "`n")
    exit 0
}

$recorded = [System.IO.File]::ReadAllLines($recording)
$different = @($outcomes | Where-Object { $recorded -cnotcontains $_ } | ForEach-Object { "here:     $_" })
$different += @($recorded | Where-Object { $outcomes -cnotcontains $_ } | ForEach-Object { "recorded: $_" })
$different
"$(@($outcomes).Count) outcomes, $($recorded.Count) recorded, $($different.Count) differences"
exit $(if ($different.Count -or @($outcomes).Count -ne $recorded.Count -or $recorded.Count -eq 0) { 1 } else { 0 })
