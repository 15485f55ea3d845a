# Runs the module as it is shipped: the zip, unpacked outside the checkout, imported, and taken through the round trip of the
# examples. build.ps1 -Task Package makes the zip. Core cmdlets and .NET only.
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$null = [System.Reflection.Assembly]::Load('System.IO.Compression, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089')
$root = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($PSScriptRoot, '..'))
$zipPath = [System.IO.Path]::Combine($root, 'bin', 'package', 'SkatFtps.zip')

function Expand-Zip([string]$Path, [string]$Folder) {
    $stream = [System.IO.File]::OpenRead($Path)
    $zip = [System.IO.Compression.ZipArchive]::new($stream)
    try {
        foreach ($entry in $zip.Entries) {
            $file = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine($Folder, $entry.FullName))
            if (-not $file.StartsWith($Folder + [System.IO.Path]::DirectorySeparatorChar)) { throw "$($entry.FullName) leads out of the folder." }
            $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($file))
            $source = $entry.Open()
            $target = [System.IO.File]::Create($file)
            try { $source.CopyTo($target) } finally { $target.Dispose(); $source.Dispose() }
        }
    }
    finally { $zip.Dispose(); $stream.Dispose() }
}

function Assert-Same([string]$What, $Expected, $Actual) {
    $expectedText = @($Expected) -join "`n"
    $actualText = @($Actual) -join "`n"
    if ($expectedText -cne $actualText) { throw "${What}:`n$actualText`nand not:`n$expectedText" }
}

if (-not [System.IO.File]::Exists($zipPath)) { throw "$zipPath is missing. Run build.ps1 -Task Package." }
$folder = [System.IO.Path]::GetFullPath([System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), 'skatftps-package-' + [guid]::NewGuid().ToString('N')))
try {
    Expand-Zip $zipPath $folder
    $base = [System.IO.Path]::Combine($folder, 'SkatFtps')
    $manifestPath = [System.IO.Path]::Combine($base, 'SkatFtps.psd1')

    # The examples import the module that they lie in.
    $examples = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($base, 'docs', 'examples')).FullName
    $example = [System.IO.Path]::Combine($examples, 'RoundTrip.ps1')
    [System.IO.File]::Copy([System.IO.Path]::Combine($root, 'docs', 'examples', 'RoundTrip.ps1'), $example)
    & $example

    $module = @(Get-Module SkatFtps)
    Assert-Same 'Modules loaded' $base @($module | ForEach-Object ModuleBase)
    $manifest = Test-ModuleManifest $manifestPath
    Assert-Same 'Version' $manifest.Version $module[0].Version

    # What the manifest names and what there is.
    $names = [string[]]@($manifest.ExportedCmdlets.Keys)
    $there = [string[]]@($module[0].ExportedCmdlets.Keys)
    [array]::Sort($names, [System.StringComparer]::Ordinal)
    [array]::Sort($there, [System.StringComparer]::Ordinal)
    Assert-Same 'Cmdlets' $names $there
    foreach ($name in $names) {
        if (-not (Get-Help $name).description) { throw "$name has no help." }
    }
    if (-not "$(Get-Help about_SkatFtps)".Contains('about_SkatFtps_Ledger')) { throw 'about_SkatFtps is not found.' }

    $elsewhere = @([System.AppDomain]::CurrentDomain.GetAssemblies() |
        Where-Object { -not $_.IsDynamic -and $_.GetName().Name -match '^SkatFtps\.(?!Host$)' -and -not $_.Location.StartsWith($base) } | ForEach-Object Location)
    Assert-Same 'Assemblies from elsewhere' @() $elsewhere
    "The packaged module $($manifest.Version): $($names.Count) cmdlets, the round trip, help. It lay in $base."
}
finally {
    Remove-Module SkatFtps -ErrorAction Ignore
    # On Windows the process holds what it loaded until it ends.
    if ([System.IO.Directory]::Exists($folder) -and [System.IO.Path]::DirectorySeparatorChar -eq '/') { [System.IO.Directory]::Delete($folder, $true) }
}
