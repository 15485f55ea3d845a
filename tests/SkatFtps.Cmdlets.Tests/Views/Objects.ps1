# Writes one object or more of every type that a cmdlet writes; $folder is an empty folder. Errors and what is in doubt are among them.
$simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat, MFFordringIndberet, Udlaan
$session = $simulator | Connect-SkatGateway
$simulator
$session
Get-SkatService Udlaan, CRS, Manifest.EksternAnkomst*, FTPSGW.*
foreach ($name in 'krav-1.xml', 'en lang indberetning, hvis navn ingen kan huske, 2026.xml') {
    [System.IO.File]::WriteAllText("$folder/$name", "<krav>$name</krav>")
    Send-SkatFile "$folder/$name" MFFordringIndberet -WarningAction SilentlyContinue
}
[System.IO.File]::WriteAllText("$folder/ping.xml", '<ping/>')
Send-SkatFile "$folder/ping.xml" FTPSGW.Heartbeat

# As a process leaves a row that lost its connection after STOR.
$never = [System.Threading.CancellationToken]::None
$held = $session.Ledger.TryReserveAsync('Udlaan', 'lost.zip', [SkatFtps.Ledger.ContentMark]::OfWhole(3, 'a' * 64), $false, $false, $never).GetAwaiter().GetResult()
$null = $session.Ledger.BeginSendingAsync($held, $never).GetAwaiter().GetResult()
$null = $session.Ledger.InDoubtAsync($held, 'the connection was lost', [SkatFtps.Ledger.UploadFacts]@{ ReviewReason = 'the connection was lost' }, $never).GetAwaiter().GetResult()

# Without the ledger, which would not let a name pass again: a status 0.
$parameters = $simulator.ConnectParameters
$parameters.Remove('LedgerPath')
$unrecorded = Connect-SkatGateway @parameters -NoLedger
$null = Send-SkatFile "$folder/krav-1.xml" MFFordringIndberet -Session $unrecorded
Get-SkatStatus -Session $unrecorded
Disconnect-SkatGateway $unrecorded
Wait-SkatStatus nowhere.zip -Service Udlaan -TimeoutMinutes 0 -Session $session
$null = Get-SkatStatus -Session $session
Receive-SkatResponse "$folder/svar" -Session $session
Get-SkatSubmission -Session $session
Get-SkatSubmission lost.zip -History -Session $session
Remove-SkatStatus -PassThru -Session $session
Clear-SkatLedger -Before ([datetime]::Now.AddDays(1)) -Session $session
[System.IO.File]::WriteAllText("$folder/akfa.txt", "0001`n9997`n")
[System.IO.File]::WriteAllText("$folder/broken.xml", "<a>`n<b></a>")
Test-SkatFile "$folder/akfa.txt" AKFA -Session $session
Test-SkatFile "$folder/broken.xml" MFFordringIndberet -Session $session
Get-SkatCertificate $simulator.CertificatePath -CertificatePassword $simulator.CertificatePassword
Get-SkatErrorInfo SubmissionInDoubt, FILENAME_*

# Nobody listens there.
$parameters.Port = 1
Test-SkatGateway @parameters -NoLedger -WarningAction SilentlyContinue
Disconnect-SkatGateway $session
Stop-SkatSimulator $simulator
