# Runs the module as it is shipped: the zip, unpacked outside the checkout, imported, and taken through the round trip of the
# examples. build.ps1 -Task Package makes the zip.
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$root = Join-Path $PSScriptRoot '..'
$zipPath = Join-Path $root 'bin/package/SkatFtps.zip'

function Assert-Same([string]$What, $Expected, $Actual) {
    $expectedText = @($Expected) -join "`n"
    $actualText = @($Actual) -join "`n"
    if ($expectedText -cne $actualText) { throw "${What}:`n$actualText`nand not:`n$expectedText" }
}

if (-not (Test-Path -LiteralPath $zipPath)) { throw "$zipPath is missing. Run build.ps1 -Task Package." }
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "skatftps-package-$(New-Guid)"
try {
    Expand-Archive -LiteralPath $zipPath -DestinationPath $folder
    $base = Join-Path $folder 'SkatFtps'

    # The examples import the module that they lie in.
    $examples = New-Item (Join-Path $base 'docs/examples') -ItemType Directory
    Copy-Item -LiteralPath (Join-Path $root 'docs/examples/RoundTrip.ps1') -Destination $examples.FullName
    & (Join-Path $examples.FullName 'RoundTrip.ps1')

    $module = @(Get-Module SkatFtps)
    Assert-Same 'Modules loaded' $base @($module | ForEach-Object ModuleBase)
    $manifest = Test-ModuleManifest (Join-Path $base 'SkatFtps.psd1')
    Assert-Same 'Version' $manifest.Version $module[0].Version

    # What the manifest names and what there is.
    $names = @($manifest.ExportedCmdlets.Keys | Sort-Object)
    Assert-Same 'Cmdlets' $names @($module[0].ExportedCmdlets.Keys | Sort-Object)
    foreach ($name in $names) {
        if (-not (Get-Help $name).description) { throw "$name has no help." }
    }
    if (-not "$(Get-Help about_SkatFtps)".Contains('about_SkatFtps_Ledger')) { throw 'about_SkatFtps is not found.' }

    $elsewhere = @([System.AppDomain]::CurrentDomain.GetAssemblies() |
        Where-Object { -not $_.IsDynamic -and $_.GetName().Name -like 'SkatFtps.*' -and -not $_.Location.StartsWith($base) } | ForEach-Object Location)
    Assert-Same 'Assemblies from elsewhere' @() $elsewhere
    "The packaged module $($manifest.Version): $($names.Count) cmdlets, the round trip, help. It lay in $base."
}
finally {
    Remove-Module SkatFtps -ErrorAction Ignore
    # On Windows the process holds what it loaded until it ends.
    if ($env:OS -ne 'Windows_NT' -and (Test-Path -LiteralPath $folder)) { Remove-Item -LiteralPath $folder -Recurse }
}
