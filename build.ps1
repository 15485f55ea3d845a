# Builds, tests, packs and cleans: in PowerShell 5.1 or 7, or, where there is only the .NET SDK, in the one that any build restores:
#   ./build.ps1 -Task Build, Test
#   dotnet pwsh build.ps1 -Task Build,Test
# With the second engine, where the FluentFTP package can be restored, or is in a folder or feed that is named:
#   ./build.ps1 -Task Build, Test -WithFluentFtp -FluentFtpSource ./packages
[CmdletBinding()]
param(
    # Carried out in the order given; the first that fails ends the run with its exit code.
    [string[]]$Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string]$Configuration = 'Release',

    # Builds, tests and puts into bin the second engine too (Connect-SkatGateway -Engine FluentFtp).
    [switch]$WithFluentFtp,

    # One more package source, a folder or a feed, for FluentFTP.
    [string]$FluentFtpSource,

    # What -Task Bench measures: memory, small-files, large-files, parallel, polling or growth.
    [string]$Benchmark = 'memory',

    # -Task Bench: a script that emulates a long link (tests/SkatFtps.Benchmarks tells how it is called); without one it is loopback.
    [string]$Link
)

$root = $PSScriptRoot
$solution = Join-Path $root 'SkatFtps.sln'
$properties = @()
if ($WithFluentFtp) { $properties += '-p:WithFluentFtp=true' }
if ($FluentFtpSource) {
    # A folder is relative to where the caller stands, not to each project.
    $source = if ($FluentFtpSource.Contains('://')) { $FluentFtpSource } else { $PSCmdlet.GetUnresolvedProviderPathFromPSPath($FluentFtpSource) }
    $properties += "-p:RestoreAdditionalProjectSources=$source"
}
$tasks = @{
    Build   = { Invoke-Dotnet build $solution --configuration $Configuration -nologo -v q @properties }
    Test    = {
        Invoke-Dotnet test $solution --configuration $Configuration -nologo -v q @properties
        if ($WithFluentFtp) {
            Invoke-Dotnet test (Join-Path $root 'tests/SkatFtps.FluentFtp.Tests') --configuration $Configuration -nologo -v q @properties
        }
    }
    Bench   = {
        $options = @($Benchmark)
        if ($Link) { $options += '--link', $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Link) }
        Invoke-Dotnet run --configuration Release --project (Join-Path $root 'tests/SkatFtps.Benchmarks') @properties '--' @options
    }
    Docs    = { Update-Maml }
    Api     = { Update-PublicApi }
    Package = { New-Package }
    Clean   = { Remove-Output }
}

function Invoke-Dotnet {
    # Straight to the host: what a native command writes is not the result of this function.
    & dotnet @args | Out-Host
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) gave exit code $LASTEXITCODE." }
}

function New-Package {
    # Built from nothing, and beside bin: what an earlier build or another configuration left there is not shipped.
    $target = Join-Path $root 'bin/package'
    $build = Join-Path $target 'build'
    Remove-Folder $target
    Invoke-Dotnet build (Join-Path $root 'src/SkatFtps.Cmdlets') --configuration $Configuration -nologo -v q "-p:ModuleFolder=$build/" @properties
    & (Join-Path $root 'src/Package.ps1') -Root $root -Build $build -Destination $target
    Remove-Folder $build
}

function Update-Maml {
    if (-not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
        'Docs: Microsoft.PowerShell.PlatyPS is not installed here; docs/maml stays as it was committed.'
        return
    }

    Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0
    $pages = [string[]]@(Get-ChildItem (Join-Path $root 'docs/en-US') -Filter '*-*.md' | ForEach-Object FullName)
    # The same order everywhere.
    [array]::Sort($pages, [System.StringComparer]::Ordinal)
    $made = Join-Path ([System.IO.Path]::GetTempPath()) "$(New-Guid)"
    try {
        $file = Import-MarkdownCommandHelp -Path $pages | Export-MamlCommandHelp -OutputFolder $made
        $text = (Get-Content $file.FullName -Raw -Encoding UTF8) -replace "`r"
        # Without a byte order mark, which Set-Content of 5.1 writes.
        [System.IO.File]::WriteAllText((Join-Path $root "docs/maml/en-US/$($file.Name)"), $text)
        "Docs: $($pages.Count) pages in docs/maml/en-US/$($file.Name)"
    }
    finally { Remove-Folder $made }
}

function Update-PublicApi {
    # The analyzer names every public member that the file does not hold; so of an empty file it names all.
    $project = Join-Path $root 'src/SkatFtps.Core'
    $file = Join-Path $project 'PublicAPI.Unshipped.txt'
    $before = [System.IO.File]::ReadAllText($file)
    [System.IO.File]::WriteAllText($file, "#nullable enable`n")
    $said = & dotnet build $project --framework net8.0 --no-incremental -nologo -clp:NoSummary -p:TreatWarningsAsErrors=false
    $members = [string[]]@($said | Select-String "RS0016: \S+ '(.+)' is not" | ForEach-Object { $_.Matches[0].Groups[1].Value } | Select-Object -Unique)
    if ($LASTEXITCODE -ne 0 -or $members.Count -eq 0) {
        [System.IO.File]::WriteAllText($file, $before)
        throw "Core cannot be built: $($said | Select-String ': error ' | Select-Object -First 1)"
    }

    # The same order everywhere, one line a member: two branches that add members merge without a conflict.
    [array]::Sort($members, [System.StringComparer]::Ordinal)
    [System.IO.File]::WriteAllText($file, "#nullable enable`n$($members -join "`n")`n")
    "Api: $($members.Count) public members in $file"
}

function Assert-FluentFtp {
    $project = Join-Path $root 'src/SkatFtps.FluentFtp'
    & dotnet restore $project -nologo -v q @properties 2>&1 | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw 'the FluentFTP package cannot be restored from the package sources here; name one that has it with -FluentFtpSource, or build without -WithFluentFtp.'
    }
}

function Remove-Output {
    Remove-Folder (Join-Path $root 'bin')
    foreach ($part in 'src', 'tests') {
        foreach ($project in Get-ChildItem -LiteralPath (Join-Path $root $part) -Directory) {
            Remove-Folder (Join-Path $project.FullName 'bin')
            Remove-Folder (Join-Path $project.FullName 'obj')
        }
    }
}

function Remove-Folder([string]$Path) {
    if (Test-Path -LiteralPath $Path) { Remove-Item -LiteralPath $Path -Recurse -Force -ErrorAction Stop }
}

# -File passes 'Build,Test' as one word, where the prompt makes two of it.
$names = @($Task | ForEach-Object { $_ -split ',' } | ForEach-Object { $_.Trim() })
foreach ($name in $names) {
    if (-not $tasks.ContainsKey($name)) {
        $Host.UI.WriteErrorLine("There is no task '$name'. Tasks: $(@($tasks.Keys | ForEach-Object { "$_" }) -join ', ').")
        exit 2
    }
}

foreach ($name in $names) {
    $global:LASTEXITCODE = 0
    try {
        if ($WithFluentFtp -and $name -ne 'Clean') { Assert-FluentFtp }
        & $tasks[$name]
    }
    catch {
        $Host.UI.WriteErrorLine("$name failed: $($_.Exception.Message)")
        exit $(if ($LASTEXITCODE) { $LASTEXITCODE } else { 1 })
    }
}
