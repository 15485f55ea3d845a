# Runs docs/examples/Runbook.ps1 for every job at the same time, each in a runspace of its own, as Azure Automation does in one process.
# A line for everything that a runbook wrote, with the user who filed it.
param(
    # JSON: for each job what its assets hold, and the runbook's parameters.
    [Parameter(Mandatory)]
    [string]$JobFile
)

$ErrorActionPreference = 'Stop'
$runbook = {
    param([string]$Root, $Assets, $Parameters)

    $ErrorActionPreference = 'Stop'
    # A certificate asset comes without its issuing CA, which Connect-SkatGateway warns of.
    $WarningPreference = 'SilentlyContinue'
    Import-Module (Join-Path $Root 'SkatFtps.psd1')
    function Get-AutomationCertificate { [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($Assets.CertificatePath, $Assets.CertificatePassword) }
    function Get-AutomationPSCredential { [pscredential]::new($Assets.UserName, (ConvertTo-SecureString $Assets.Password -AsPlainText -Force)) }

    $book = @{}
    foreach ($parameter in $Parameters.PSObject.Properties) { $book[$parameter.Name] = $parameter.Value }
    & (Join-Path $Root 'docs/examples/Runbook.ps1') @book | ForEach-Object {
        if ($_ -is [SkatFtps.Submission]) { "$($Assets.UserName) sent $($_.FtpTransaktionsId)" }
        elseif ($_ -is [SkatFtps.SubmissionStatus]) { "$($Assets.UserName) has $($_.Code) for $($_.FtpTransaktionsId)" }
        else { "$($Assets.UserName) received $($_.Name)" }
    }
    try { Get-SkatStatus } catch { "$($Assets.UserName) ends with $($_.FullyQualifiedErrorId -replace ',.*')" }
}

$root = Join-Path $PSScriptRoot '../../..'
Get-Content $JobFile -Raw | ConvertFrom-Json | ForEach-Object { $_ } |
    ForEach-Object { Start-ThreadJob $runbook -ArgumentList $root, $_.Assets, $_.Parameters } | Receive-Job -Wait
