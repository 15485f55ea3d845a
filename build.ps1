# Builds, tests, packs and cleans. Plain PowerShell, for 5.1, for 7, and for a machine that has only the .NET SDK:
#   ./build.ps1 -Task Build, Test
#   dotnet run --project src/SkatFtps.Host -- build.ps1 -Task Build,Test
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

# The SDK's own tasks only: Import-Module, Join-Path and the like may be missing on a bare engine.
$root = $PSScriptRoot
$solution = [System.IO.Path]::Combine($root, 'SkatFtps.sln')
$properties = @()
if ($WithFluentFtp) { $properties += '-p:WithFluentFtp=true' }
if ($FluentFtpSource) {
    # A folder is relative to where the caller stands, not to each project.
    $source = if ($FluentFtpSource.Contains('://')) { $FluentFtpSource } else { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($FluentFtpSource) }
    $properties += "-p:RestoreAdditionalProjectSources=$source"
}
$tasks = @{
    Build   = { Invoke-Dotnet build $solution --configuration $Configuration -nologo -v q @properties }
    Test    = {
        Invoke-Dotnet test $solution --configuration $Configuration -nologo -v q @properties
        if ($WithFluentFtp) {
            Invoke-Dotnet test ([System.IO.Path]::Combine($root, 'tests', 'SkatFtps.FluentFtp.Tests')) --configuration $Configuration -nologo -v q @properties
        }
    }
    Bench   = {
        $options = @($Benchmark)
        if ($Link) { $options += '--link', $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Link) }
        Invoke-Dotnet run --configuration Release --project ([System.IO.Path]::Combine($root, 'tests', 'SkatFtps.Benchmarks')) @properties '--' @options
    }
    Docs    = { Update-Maml }
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
    $target = [System.IO.Path]::Combine($root, 'bin', 'package')
    $build = [System.IO.Path]::Combine($target, 'build')
    if ([System.IO.Directory]::Exists($target)) { [System.IO.Directory]::Delete($target, $true) }
    Invoke-Dotnet build ([System.IO.Path]::Combine($root, 'src', 'SkatFtps.Cmdlets')) --configuration $Configuration -nologo -v q "-p:ModuleFolder=$build/" @properties
    & ([System.IO.Path]::Combine($root, 'src', 'Package.ps1')) -Root $root -Build $build -Destination $target
    [System.IO.Directory]::Delete($build, $true)
}

function Update-Maml {
    # The Host has the engine only, on which PlatyPS does not run.
    if ($Host.Name -eq 'SkatFtps.Host' -or -not (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS)) {
        'Docs: Microsoft.PowerShell.PlatyPS is not installed here; docs/maml stays as it was committed.'
        return
    }

    Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0
    $pages = [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($root, 'docs', 'en-US'), '*-*.md')
    [array]::Sort($pages, [System.StringComparer]::Ordinal)
    $made = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [guid]::NewGuid().ToString())
    try {
        $file = Import-MarkdownCommandHelp -Path $pages | Export-MamlCommandHelp -OutputFolder $made
        $text = [System.IO.File]::ReadAllText($file.FullName) -replace "`r"
        $target = [System.IO.Path]::Combine($root, 'docs', 'maml', 'en-US', $file.Name)
        [System.IO.File]::WriteAllText($target, $text, [System.Text.UTF8Encoding]::new($false))
        "Docs: $($pages.Count) pages in docs/maml/en-US/$($file.Name)"
    }
    finally { if ([System.IO.Directory]::Exists($made)) { [System.IO.Directory]::Delete($made, $true) } }
}

function Assert-FluentFtp {
    $project = [System.IO.Path]::Combine($root, 'src', 'SkatFtps.FluentFtp', 'SkatFtps.FluentFtp.csproj')
    & dotnet restore $project -nologo -v q @properties 2>&1 | Out-Null
    if ($LASTEXITCODE -ne 0) {
        throw 'the FluentFTP package cannot be restored from the package sources here; name one that has it with -FluentFtpSource, or build without -WithFluentFtp.'
    }
}

function Remove-Output {
    $folders = @([System.IO.Path]::Combine($root, 'bin'))
    foreach ($part in 'src', 'tests') {
        foreach ($project in [System.IO.Directory]::GetDirectories([System.IO.Path]::Combine($root, $part))) {
            $folders += [System.IO.Path]::Combine($project, 'bin'), [System.IO.Path]::Combine($project, 'obj')
        }
    }
    foreach ($folder in $folders) {
        if ([System.IO.Directory]::Exists($folder)) { [System.IO.Directory]::Delete($folder, $true) }
    }
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
