# Makes what is shipped out of a finished build of the module: a folder for PSModulePath, a package for the PowerShell Gallery and
# a zip for Azure Automation. build.ps1 -Task Package runs it. The same build gives the same bytes.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string]$Root,

    # The folder that the module was built into, in place of bin.
    [Parameter(Mandatory)]
    [string]$Build,

    [Parameter(Mandatory)]
    [string]$Destination
)

$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.IO.Compression
$utf8 = [System.Text.UTF8Encoding]::new($false)

# What the module loads and what Get-Help shows. Of a build that is not all: there are the simulator as a program, which takes the
# SDK to run, and the compiler's documentation files.
function Test-Shipped([string]$Path) {
    [System.IO.Path]::GetExtension($Path) -in '.dll', '.so', '.dylib', '.psm1', '.ps1xml' -or $Path -match '^[^/]+/en-US/[^/]+\.(xml|txt)$'
}

# With line feeds alone, whatever the checkout has.
function Read-Text([string]$Path) { (Get-Content -LiteralPath $Path -Raw -Encoding UTF8) -replace "`r" }

# The newest section, without its heading.
function Read-ReleaseNote([string]$Path) {
    $text = Read-Text $Path
    $section = [regex]::Match($text, '(?ms)^## [^\n]*\n+(.+?)\s*(?=^## |\z)').Groups[1].Value
    if (-not $section) { throw "$Path has no section to take the release notes from." }
    $section
}

# The manifest as it is in the repository, and the release notes, which a gallery client reads from it.
function Get-ShippedManifest([string]$Path, [string]$ReleaseNotes) {
    $text = Read-Text $Path
    $line = [regex]::Match($text, '(?m)^( *)Tags +=.*\n')
    if (-not $line.Success) { throw "$Path has no line with Tags to put the release notes after." }
    if ($ReleaseNotes -match '[^\x00-\x7F]') { throw "The release notes are not ASCII, which Windows PowerShell reads a manifest as: '$($Matches[0])'." }
    $quoted = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($ReleaseNotes)
    $text.Insert($line.Index + $line.Length, "$($line.Groups[1].Value)ReleaseNotes = '$quoted'`n")
}

function ConvertTo-XmlText([string]$Text) { [System.Security.SecurityElement]::Escape($Text) }

function Get-Nuspec([System.Collections.IDictionary]$Manifest, [string]$ReleaseNotes) {
    # The words by which the gallery finds a module by its cmdlets, as Publish-Module writes them.
    $tags = @($Manifest.PrivateData.PSData.Tags) + 'PSModule', 'PSIncludes_Cmdlet' + @($Manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>SkatFtps</id>
    <version>$($Manifest.ModuleVersion)</version>
    <authors>$(ConvertTo-XmlText $Manifest.Author)</authors>
    <owners>$(ConvertTo-XmlText $Manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <license type="file">LICENSE</license>
    <description>$(ConvertTo-XmlText $Manifest.Description)</description>
    <releaseNotes>$(ConvertTo-XmlText $ReleaseNotes)</releaseNotes>
    <copyright>$(ConvertTo-XmlText $Manifest.Copyright)</copyright>
    <tags>$(ConvertTo-XmlText ($tags -join ' '))</tags>
  </metadata>
</package>
"@ -replace "`r"
}

# What makes a zip a package (ECMA-376, part 2): the type of every part, and which one describes the others.
function Get-ContentType([string[]]$Path) {
    $types = @('  <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />')
    $types += @($Path | ForEach-Object { [System.IO.Path]::GetExtension($_) } | Where-Object { $_ } | Sort-Name -Unique |
        ForEach-Object { "  <Default Extension=`"$($_.Substring(1))`" ContentType=`"application/octet-stream`" />" })
    $types += @($Path | Where-Object { -not [System.IO.Path]::HasExtension($_) } | ForEach-Object { "  <Override PartName=`"/$_`" ContentType=`"application/octet-stream`" />" })
    "<?xml version=`"1.0`" encoding=`"utf-8`"?>`n<Types xmlns=`"http://schemas.openxmlformats.org/package/2006/content-types`">`n$($types -join "`n")`n</Types>`n"
}

function Get-Relationship {
    "<?xml version=`"1.0`" encoding=`"utf-8`"?>`n<Relationships xmlns=`"http://schemas.openxmlformats.org/package/2006/relationships`">`n" +
    "  <Relationship Type=`"http://schemas.microsoft.com/packaging/2010/07/manifest`" Target=`"/SkatFtps.nuspec`" Id=`"R1`" />`n</Relationships>`n"
}

# By code point: the order of a culture is not the same everywhere.
function Sort-Name([switch]$Unique) {
    $names = [System.Collections.Generic.List[string]]::new([string[]]@($input))
    if ($Unique) { $names = [System.Collections.Generic.List[string]]::new([System.Collections.Generic.HashSet[string]]::new($names)) }
    $names.Sort([System.StringComparer]::Ordinal)
    $names
}

function Write-Zip([string]$Path, [System.Collections.IDictionary]$Files, [string]$Prefix = '') {
    # No clock: the time of every entry is the same.
    $time = [System.DateTimeOffset]::new(2000, 1, 1, 0, 0, 0, [timespan]::Zero)
    $stream = [System.IO.FileStream]::new($Path, 'CreateNew')
    $zip = [System.IO.Compression.ZipArchive]::new($stream, 'Create')
    try {
        foreach ($name in $Files.Keys | Sort-Name) {
            $entry = $zip.CreateEntry($Prefix + $name, 'Optimal')
            $entry.LastWriteTime = $time
            $target = $entry.Open()
            try { $target.Write($Files[$name], 0, $Files[$name].Length) } finally { $target.Dispose() }
        }
    }
    finally { $zip.Dispose(); $stream.Dispose() }
}

$manifestPath = Join-Path $Root 'SkatFtps.psd1'
$manifest = Import-PowerShellDataFile -LiteralPath $manifestPath
$notes = Read-ReleaseNote (Join-Path $Root 'docs/CHANGELOG.md')

# Path within the module, with slashes, and content.
$module = @{
    'SkatFtps.psd1'           = $utf8.GetBytes((Get-ShippedManifest $manifestPath $notes))
    'LICENSE'                 = [System.IO.File]::ReadAllBytes((Join-Path $Root 'LICENSE'))

    # The drivers' licences ask to go with them.
    'THIRD-PARTY-NOTICES.txt' = [System.IO.File]::ReadAllBytes((Join-Path $Root 'docs/THIRD-PARTY-NOTICES.txt'))
}
$built = (Get-Item -LiteralPath $Build).FullName
foreach ($file in Get-ChildItem -LiteralPath $built -File -Recurse) {
    $name = $file.FullName.Substring($built.Length + 1).Replace('\', '/')
    if (Test-Shipped $name) { $module["bin/$name"] = [System.IO.File]::ReadAllBytes($file.FullName) }
}

$folder = Join-Path $Destination "SkatFtps/$($manifest.ModuleVersion)"
foreach ($name in $module.Keys) {
    $path = Join-Path $folder $name
    $null = New-Item (Split-Path $path) -ItemType Directory -Force
    [System.IO.File]::WriteAllBytes($path, $module[$name])
}

$package = $module.Clone()
$package['SkatFtps.nuspec'] = $utf8.GetBytes((Get-Nuspec $manifest $notes))
$package['[Content_Types].xml'] = $utf8.GetBytes((Get-ContentType @($package.Keys | Sort-Name)))
$package['_rels/.rels'] = $utf8.GetBytes((Get-Relationship))
$packagePath = Join-Path $Destination "SkatFtps.$($manifest.ModuleVersion).nupkg"
Write-Zip $packagePath $package

# Azure Automation takes the module's name from the zip's, and looks for a folder of that name in it.
$zipPath = Join-Path $Destination 'SkatFtps.zip'
Write-Zip $zipPath $module 'SkatFtps/'

foreach ($made in Get-Item -LiteralPath $packagePath, $zipPath) { "Package: $($made.FullName), $($made.Length) bytes" }
"Package: $folder, $($module.Count) files"
