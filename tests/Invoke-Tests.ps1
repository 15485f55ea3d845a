# Runs the *.Tests.ps1 files under Pester, all in this process; the build of the cmdlets' tests brings Pester.
# One line for each failure, then 'Pester 6.2.0: N passed, N failed'. Exit code 1 after a failure, or when there is no test.
[CmdletBinding()]
param(
    # A file, or a folder that is searched with its subfolders.
    [string]$Path = (Join-Path $PSScriptRoot 'SkatFtps.Cmdlets.Tests'),

    # One that the build brought; without it the newest of them.
    [version]$PesterVersion,

    # Where to leave the last line too.
    [string]$ResultFile
)

# No preference is set: the tests would inherit it.
$brought = Join-Path $PSScriptRoot 'SkatFtps.Cmdlets.Tests/bin/Pester'
if (-not (Test-Path $brought)) { throw "There is no Pester in $brought. Run dotnet build." }
if (-not $PesterVersion) { $PesterVersion = @(Get-ChildItem $brought | ForEach-Object { [version]$_.Name } | Sort-Object)[-1] }
Import-Module (Join-Path $brought "$PesterVersion/Pester.psd1") -ErrorAction Stop

$files = @(Get-ChildItem $Path -Filter '*.Tests.ps1' -File -Recurse -ErrorAction Stop | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' } | ForEach-Object FullName)
$passed = 0
$failures = @()
if ($files) {
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $files
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    $run = Invoke-Pester -Configuration $configuration
    $passed = $run.PassedCount
    $failures += @(foreach ($failed in @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)) {
        $name = if ($failed.ExpandedPath) { $failed.ExpandedPath } else { 'discovery' }
        # A test whose set-up failed has no error of its own.
        $record = if ($failed.ErrorRecord) { $failed.ErrorRecord[0] } else { 'not run' }
        $file = if ($failed.ScriptBlock) { $failed.ScriptBlock.File } else { "$($failed.Item)" }
        $line = if ($failed.StartLine) { $failed.StartLine } else { 1 }
        if ($record.ScriptStackTrace -match ([regex]::Escape($file) + ':\s*(?:line )?(\d+)')) { $line = $Matches[1] }
        "${file}:${line}: ${name}: $record"
    })
    # A test that was left out has not passed, and a file without one tests nothing.
    $failures += @(foreach ($test in @($run.Skipped) + @($run.NotRun) + @($run.Inconclusive)) { "$($test.ScriptBlock.File):$($test.StartLine): $($test.ExpandedPath): not run" })
    $failures += @(foreach ($container in $run.Containers) { if ($container.TotalCount -eq 0 -and $container.Result -ne 'Failed') { "$($container.Item):1: no test" } })
}
if ($passed + $failures.Count -eq 0) { $failures = @("${Path}: no test") }

$failures
$result = "Pester ${PesterVersion}: $passed passed, $($failures.Count) failed"
$result
if ($ResultFile) {
    $null = New-Item (Split-Path $ResultFile) -ItemType Directory -Force
    Set-Content -LiteralPath $ResultFile -Value $result
}
exit $(if ($failures.Count) { 1 } else { 0 })
