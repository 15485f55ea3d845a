# The packaged module and one that brings other versions of the same drivers, in one process, in the order asked for.
param([string]$Module, [string]$Neighbour, [string]$Ledger, [string]$First)

$ErrorActionPreference = 'Stop'

function Use-Ours {
    Import-Module $Module
    @(Get-SkatSubmission -UserName CVR_12345678_UI_1 -HostName localhost -LedgerPath $Ledger -WarningAction SilentlyContinue).Count
    try { Get-SkatSubmission -UserName CVR_12345678_UI_1 -HostName localhost -LedgerConnectionString 'Host=localhost;Port=1;Database=skatftps;Timeout=5' }
    catch { $_.FullyQualifiedErrorId -replace ',.*' }
}

function Use-Theirs {
    Import-Module $Neighbour
    Get-NeighbourAnswer
}

if ($First -eq 'Ours') { "ours: $(Use-Ours)"; "theirs: $(Use-Theirs)" } else { "theirs: $(Use-Theirs)"; "ours: $(Use-Ours)" }
"ours again: $(Use-Ours)"
foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
    foreach ($assembly in $context.Assemblies) {
        if ($assembly.GetName().Name -in 'Microsoft.Data.Sqlite', 'Npgsql') { "$($context.Name): $($assembly.GetName().Name) $($assembly.GetName().Version)" }
    }
}
