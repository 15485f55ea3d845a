<#
.SYNOPSIS
Sends what lies in a folder, fetches what came back, and tells by its exit code how it went.

.DESCRIPTION
Made to be run by a scheduled task, again and again. A run that was cut off is taken up by the next: nothing is sent twice, and what
was in doubt is settled when a status tells.

Exit codes:
  0  everything was accepted and answered
  1  something failed, or was not sent
  2  something is pending: no failure, look again in the next run
  3  something is in doubt or needs review: a person must act, see Get-Help Resolve-SkatSubmission
  4  no connection; nothing was sent

.EXAMPLE
Get-Credential -UserName CVR_12345678_UI_e7057bbd-5e7d-4200-ad81-623333d5c657 | Export-Clixml C:\Skat\gateway.xml

As the account that will run the task, on the machine that will run it: nobody else can decrypt the file.

.EXAMPLE
.\ScheduledTask.ps1 -Environment Production -CertificateThumbprint 3D6C6C1E0C7B4F7D8A4C5F0A9E2B1D0C4F5A6B7C -CredentialPath C:\Skat\gateway.xml -Service Udlaan -Inbox C:\Skat\ud -Destination C:\Skat\svar

The certificate from the account's store.

.EXAMPLE
./ScheduledTask.ps1 -Environment Production -CertificatePath firma.p12 -CertificateSecretName SkatP12 -SecretName SkatGateway -Service Udlaan -Inbox ud -Destination svar

With SecretManagement, also off Windows: SkatGateway holds the credential, SkatP12 the password of the certificate's file.

.EXAMPLE
$action = New-ScheduledTaskAction -Execute pwsh.exe -WorkingDirectory C:\Skat -Argument '-NoProfile -NonInteractive -File C:\Skat\ScheduledTask.ps1 -Environment Production -CertificateThumbprint 3D6C6C1E0C7B4F7D8A4C5F0A9E2B1D0C4F5A6B7C -CredentialPath C:\Skat\gateway.xml -Service Udlaan -Inbox C:\Skat\ud -Destination C:\Skat\svar -LogFolder C:\Skat\log'
$trigger = New-ScheduledTaskTrigger -Once -At 06:00 -RepetitionInterval (New-TimeSpan -Minutes 30)
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 2)
Register-ScheduledTask -TaskName 'Skat Udlaan' -Action $action -Trigger $trigger -Settings $settings -User CORP\svc-skat -Password (Read-Host 'Password')

Registers the task, once.
#>
[CmdletBinding()]
param(
    # Test or Production.
    [ValidateSet('Test', 'Production')]
    [string]$Environment = 'Test',

    # A host of your own in place of SKAT's, such as a simulator's.
    [string]$HostName,
    [int]$Port = 6381,
    [string]$TrustedRootPath,

    # The certificate: in the store of this account, or a p12 file with its password in a secret.
    [string]$CertificateThumbprint,
    [string]$CertificatePath,
    [string]$CertificateSecretName,

    # The gateway's user name and password: a file by Export-Clixml, or a secret.
    [string]$CredentialPath,
    [string]$SecretName,

    [Parameter(Mandatory)]
    [string]$Service,

    # Every file in it is sent, and then moved to its subfolder 'sent'.
    [Parameter(Mandatory)]
    [string]$Inbox,

    # Where responses go.
    [Parameter(Mandatory)]
    [string]$Destination,

    # How long to wait for statuses. What has not come then is pending.
    [double]$TimeoutMinutes = 20,

    # The ledger, when a person shall see the same as this account.
    [string]$LedgerPath,

    # A transcript of each run; it holds no secret.
    [string]$LogFolder
)

$ErrorActionPreference = 'Stop'
# The clone that this lies in, or the module as it was installed.
$manifest = Join-Path $PSScriptRoot '../../SkatFtps.psd1'
Import-Module $(if (Test-Path -LiteralPath $manifest) { $manifest } else { 'SkatFtps' })

function Get-ConnectParameter {
    $connect = if ($HostName) { @{ HostName = $HostName; Port = $Port } } else { @{ Environment = $Environment } }
    if ($TrustedRootPath) { $connect.TrustedRootPath = $TrustedRootPath }
    if ($LedgerPath) { $connect.LedgerPath = $LedgerPath }

    if ($CertificateThumbprint) { $connect.CertificateThumbprint = $CertificateThumbprint }
    elseif ($CertificatePath) { $connect.CertificatePath = $CertificatePath }
    else { throw 'No certificate: give -CertificateThumbprint, or -CertificatePath with -CertificateSecretName.' }
    if ($CertificateSecretName) { $connect.CertificatePassword = Get-Secret -Name $CertificateSecretName }

    if ($SecretName) { $connect.Credential = Get-Secret -Name $SecretName }
    elseif (-not $CredentialPath) { throw 'No credential: give -CredentialPath or -SecretName.' }
    elseif ($env:OS -ne 'Windows_NT') { throw 'Export-Clixml encrypts on Windows only. Delete that file, and keep the credential in a vault: -SecretName.' }
    else { $connect.Credential = Import-Clixml -Path $CredentialPath }
    $connect
}

# An earlier run may have been cut off between sending a file and moving it.
function Test-SentBefore([System.IO.FileInfo]$File) {
    $record = Get-SkatSubmission -FtpTransaktionsId ([System.Management.Automation.WildcardPattern]::Escape($File.Name)) | Where-Object { $_.State -notin 'Withdrawn', 'InDoubt' }
    $record -and $record.Sha256 -eq (Get-FileHash -LiteralPath $File.FullName -Algorithm SHA256).Hash
}

function Test-PersonNeeded { [bool]((Get-SkatSubmission -State InDoubt) -or (Get-SkatSubmission -NeedsReview)) }

# How many files stayed behind because of a failure.
function Send-Inbox {
    $sent = (New-Item (Join-Path $Inbox 'sent') -ItemType Directory -Force).FullName
    $failed = 0
    foreach ($file in @(Get-ChildItem -LiteralPath $Inbox -File)) {
        try {
            $null = Send-SkatFile -LiteralPath $file.FullName -Service $Service
            Move-Item -LiteralPath $file.FullName -Destination (Join-Path $sent $file.Name)
        }
        catch {
            if ($_.FullyQualifiedErrorId -like 'FileNameAlreadySent,*' -and (Test-SentBefore $file)) {
                Move-Item -LiteralPath $file.FullName -Destination (Join-Path $sent $file.Name)
                continue
            }

            Write-Warning "$($file.Name): $($_.Exception.Message)"
            $failed++
            $known = Get-SkatErrorInfo $_.FullyQualifiedErrorId -ErrorAction Ignore
            if ($known -and $known.EndsEverything) { break }
        }
    }
    $failed
}

if ($LogFolder) {
    $null = New-Item $LogFolder -ItemType Directory -Force
    $null = Start-Transcript -LiteralPath (Join-Path $LogFolder "skat-$(Get-Date -Format yyyyMMdd-HHmmss).txt")
}
$code = 4
try {
    $connect = Get-ConnectParameter
    $session = Connect-SkatGateway @connect
    $code = 1
    $failed = Send-Inbox

    # What this run sent, and what earlier runs did not see answered.
    $statuses = @(Get-SkatSubmission -State Sent, Delivered, Accepted, InDoubt | Wait-SkatStatus -TimeoutMinutes $TimeoutMinutes)
    $statuses
    $statuses | Where-Object Code -eq 3 | Receive-SkatResponse -Destination $Destination

    $code = if (Test-PersonNeeded) { 3 }
    elseif ($failed -or @($statuses | Where-Object Code -eq 0)) { 1 }
    elseif (@($statuses | Where-Object Code -eq -1)) { 2 }
    else { 0 }
}
catch {
    Write-Warning "$($_.Exception.Message) [$($_.FullyQualifiedErrorId)]"
    # The ledger answers without the network.
    if ($session -and (Test-PersonNeeded)) { $code = 3 }
}
finally {
    if ($session) { Disconnect-SkatGateway -ErrorAction Ignore }
    if ($LogFolder) { $null = Stop-Transcript }
}
exit $code
