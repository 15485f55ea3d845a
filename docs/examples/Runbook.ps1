<#
.SYNOPSIS
An Azure Automation runbook that files what lies in a folder. Restarted from the top, it files nothing twice.

.DESCRIPTION
The account needs the module SkatFtps and these assets:

  certificate  SkatGateway         the OCES3 certificate with its private key
  credential   SkatGateway         the gateway's user name and password
  variable     SkatLedger          Host=db.example.dk;Database=skatftps
  credential   SkatLedger          who logs in to that database

The ledger is a PostgreSQL database, because the sandbox's disk goes with the job and a job may be restarted from the top; that needs
PowerShell 7.4. On a Hybrid Runbook Worker, Windows PowerShell 5.1 included, give -LedgerPath on its own disk instead.

A certificate asset brings no issuing CA. Where the server wants to see it, it must lie in the store CA of the worker; the module warns
when it does not (IssuingAuthorityMissing). Whether SKAT's gateway wants it is not known.

The files lie in -Folder: put them there in an earlier step of the runbook, for example from a storage account. They are left there.
The job fails when something failed, is in doubt or needs review. What is pending is written out and looked for in the next run.

.EXAMPLE
Start-AzAutomationRunbook -ResourceGroupName skat -AutomationAccountName skat -Name SkatFiling -Parameters @{ Service = 'Udlaan'; Folder = 'D:\skat\ud'; Destination = 'D:\skat\svar'; LedgerPath = 'D:\skat\ledger.db' } -RunOn skat-workers
#>
param(
    [Parameter(Mandatory)]
    [string]$Service,

    [Parameter(Mandatory)]
    [string]$Folder,

    [Parameter(Mandatory)]
    [string]$Destination,

    [string]$Environment = 'Test',

    # Names of the assets.
    [string]$AssetName = 'SkatGateway',
    [string]$LedgerAssetName = 'SkatLedger',

    # On a Hybrid Runbook Worker: a file on its disk in place of the database.
    [string]$LedgerPath,

    [double]$TimeoutMinutes = 60,

    # A host of your own in place of SKAT's, such as a simulator's.
    [string]$HostName,
    [int]$Port = 6381,
    [string]$TrustedRootPath
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module SkatFtps)) { Import-Module SkatFtps }

$connect = @{
    Certificate = Get-AutomationCertificate -Name $AssetName
    Credential  = Get-AutomationPSCredential -Name $AssetName
}
if ($HostName) { $connect += @{ HostName = $HostName; Port = $Port } } else { $connect.Environment = $Environment }
if ($TrustedRootPath) { $connect.TrustedRootPath = $TrustedRootPath }
if ($LedgerPath) { $connect.LedgerPath = $LedgerPath }
else {
    $connect.LedgerConnectionString = Get-AutomationVariable -Name $LedgerAssetName
    $connect.LedgerCredential = Get-AutomationPSCredential -Name $LedgerAssetName
}

# Handed to each cmdlet: several jobs may share one process.
$session = Connect-SkatGateway @connect
try {
    $problems = @()
    foreach ($file in @(Get-ChildItem -LiteralPath $Folder -File)) {
        try { Send-SkatFile -LiteralPath $file.FullName -Service $Service -Session $session }
        catch {
            # A job that was restarted meets here what it sent before. Its fate is read below.
            if ($_.FullyQualifiedErrorId -like 'FileNameAlreadySent,*') { Write-Verbose $_.Exception.Message }
            else { $problems += "$($file.Name): $($_.Exception.Message)" }
        }
    }

    $statuses = @(Get-SkatSubmission -State Sent, Delivered, Accepted, InDoubt -Session $session | Wait-SkatStatus -TimeoutMinutes $TimeoutMinutes -Session $session)
    $statuses
    $statuses | Where-Object Code -eq 3 | Receive-SkatResponse -Destination $Destination -Session $session

    foreach ($status in $statuses) { if ($status.Code -eq 0) { $problems += "$($status.FtpTransaktionsId): $($status.ErrorCode) $($status.ErrorMessage)" } }
    foreach ($doubt in @(Get-SkatSubmission -State InDoubt -Session $session)) { $problems += "$($doubt.FtpTransaktionsId): in doubt, do not send it again" }
    foreach ($record in @(Get-SkatSubmission -NeedsReview -Session $session | Where-Object State -ne 'InDoubt')) { $problems += "$($record.FtpTransaktionsId): needs review: $($record.ReviewReason)" }
    if ($problems.Count) { throw ($problems -join "`n") }
}
finally { $session | Disconnect-SkatGateway }
