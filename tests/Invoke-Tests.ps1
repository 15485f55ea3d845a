# Runs the *.Tests.ps1 files: under Pester 5.7 or later where it is installed, else under PesterStandIn.
# One line for each failure, then 'N passed, N failed'. Exit code 1 after a failure, or when no test was run.
[CmdletBinding()]
param(
    # A file, or a folder that is searched with its subfolders.
    [string]$Path = "$PSScriptRoot/SkatFtps.Cmdlets.Tests",

    # Takes the stand-in although Pester is there.
    [switch]$StandIn
)

$Path = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
$files = if ([System.IO.File]::Exists($Path)) { , $Path }
elseif ([System.IO.Directory]::Exists($Path)) { [System.IO.Directory]::GetFiles($Path, '*.Tests.ps1', 'AllDirectories') }
else { throw "There is no test file or folder '$Path'." }
$files = @($files | Where-Object { $_ -notmatch '[\\/](bin|obj)[\\/]' })

# The Host has the engine only and cannot run Pester, whatever PSModulePath it inherited.
$engineOnly = $Host.Name -eq 'SkatFtps.Host'
$pester = @(Get-Module -ListAvailable Pester | Where-Object { $_.Version -ge [version]'5.7' })
if ($pester -and -not $StandIn -and -not $engineOnly) {
    Import-Module Pester -MinimumVersion 5.7
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $files
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    $run = Invoke-Pester -Configuration $configuration
    $passed = $run.PassedCount
    $failures = @(foreach ($failed in @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)) {
        $name = if ($failed.ExpandedPath) { $failed.ExpandedPath } else { 'discovery' }
        $record = @($failed.ErrorRecord)[0]
        $file = if ($failed.ScriptBlock) { $failed.ScriptBlock.File } else { "$($failed.Item)" }
        $line = if ($failed.StartLine) { $failed.StartLine } else { 1 }
        if ($record.ScriptStackTrace -match ([regex]::Escape($file) + ':\s*(?:line )?(\d+)')) { $line = $Matches[1] }
        "${file}:${line}: ${name}: $record"
    })
    # A test that was not run has not passed.
    $failures += @(foreach ($test in @($run.Skipped) + @($run.NotRun) + @($run.Inconclusive)) { if ($test) { "$($test.ScriptBlock.File):$($test.StartLine): $($test.ExpandedPath): not run" } })
}
else {
    . $PSScriptRoot/EngineCmdlets.ps1
    Import-Module $PSScriptRoot/PesterStandIn/PesterStandIn.psm1
    $results = @(foreach ($file in $files) { Invoke-PesterStandIn -Path $file })
    $passed = @($results | Where-Object Passed).Count
    $failures = @($results | Where-Object { -not $_.Passed } | ForEach-Object { "$($_.File):$($_.Line): $($_.Path): $($_.Message)" })
}

$failures
"$passed passed, $($failures.Count) failed"
if ($passed + $failures.Count -eq 0) { 'No test was run.' }
exit $(if ($failures.Count -or $passed -eq 0) { 1 } else { 0 })
