# What an import brings into the process, and what can be asked before anything is connected.
param([string]$Module)

$ErrorActionPreference = 'Stop'

# Ours, and what a session or a ledger would need.
function Get-LoadedName {
    $names = [string[]]@([System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } |
        Where-Object { $_ -match '^(SkatFtps\.|Microsoft\.Data\.Sqlite|SQLitePCL|Npgsql|System\.Net\.Security$)' })
    [array]::Sort($names, [System.StringComparer]::Ordinal)
    $names -join ' '
}

"before: $(Get-LoadedName)"
Import-Module $Module
"after import: $(Get-LoadedName)"
"commands: $(@(Get-Command -Module SkatFtps).Count)"
"help: $((Get-Help Send-SkatFile).Name), $((Get-Help about_SkatFtps).Length -gt 0)"
$line = 'Send-SkatFile a.zip -Service Udl'
"completed: $([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches[0].CompletionText)"
"after questions: $(Get-LoadedName)"
