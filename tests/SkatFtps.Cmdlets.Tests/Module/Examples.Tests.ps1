# The examples as they are, against the simulator. Vaults and assets, which no test machine has, are functions.

BeforeAll {
    $root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../../..")
    Import-Module "$root/SkatFtps.psd1"
    $simulator = Start-SkatSimulator -Service 'FTPSGW.Heartbeat', 'Udlaan'
    $slow = Start-SkatSimulator -Service 'FTPSGW.Heartbeat' -StatusDelaySeconds 86400
    $global:SkatExample = $simulator

    function global:Get-Secret([string]$Name) {
        if ($Name -eq 'SkatP12') { return $global:SkatExample.CertificatePassword }
        [pscredential]::new($global:SkatExample.UserName, $global:SkatExample.Password)
    }
    function global:Get-AutomationPSCredential([string]$Name) { [pscredential]::new($global:SkatExample.UserName, $global:SkatExample.Password) }
    function global:Get-AutomationCertificate([string]$Name) {
        [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($global:SkatExample.CertificatePath, $global:SkatExample.CertificatePassword)
    }

    # A certificate asset brings no issuing CA, and the simulator knows the root only: it lies in the store as long as this runs.
    $chain = [System.Security.Cryptography.X509Certificates.X509Certificate2Collection]::new()
    $chain.Import($simulator.CertificatePath, [System.Net.NetworkCredential]::new('', $simulator.CertificatePassword).Password, 'DefaultKeySet')
    $leaf = $chain | Where-Object HasPrivateKey
    $issuer = $chain | Where-Object Subject -eq $leaf.Issuer
    $authorities = [System.Security.Cryptography.X509Certificates.X509Store]::new([System.Security.Cryptography.X509Certificates.StoreName]::CertificateAuthority, [System.Security.Cryptography.X509Certificates.StoreLocation]::CurrentUser)
    $authorities.Open('ReadWrite')
    $authorities.Add($issuer)

    function New-Folder([string]$Name) { [System.IO.Directory]::CreateDirectory("$TestDrive/$Name").FullName }
    function Add-Ping([string]$Folder, [string]$Name, [string]$Text) { [System.IO.File]::WriteAllText("$Folder/$Name", "<ping>$Text</ping>") }
    function Get-FileName([string]$Folder) { @([System.IO.Directory]::GetFiles($Folder) | ForEach-Object { [System.IO.Path]::GetFileName($_) } | Sort-Object) }

    # Runs the task's script in a folder of its own, and gives its exit code.
    function Invoke-Task([string]$Name, $Simulator, [hashtable]$More = @{}) {
        $global:SkatExample = $Simulator
        $task = @{
            HostName = $Simulator.HostName; Port = $Simulator.Port; TrustedRootPath = $Simulator.TrustedRootPath; LedgerPath = "$TestDrive/$Name/ledger.db"
            CertificatePath = $Simulator.CertificatePath; CertificateSecretName = 'SkatP12'; SecretName = 'SkatGateway'
            Service = 'FTPSGW.Heartbeat'; Inbox = "$TestDrive/$Name/ud"; Destination = "$TestDrive/$Name/svar"; WarningAction = 'SilentlyContinue'
        }
        foreach ($key in $More.Keys) { if ($null -eq $More[$key]) { $task.Remove($key) } else { $task[$key] = $More[$key] } }
        $global:LASTEXITCODE = -1
        $null = & "$root/docs/examples/ScheduledTask.ps1" @task
        $LASTEXITCODE
    }

    function Invoke-Runbook([string]$Name) {
        $global:SkatExample = $simulator
        & "$root/docs/examples/Runbook.ps1" -Service FTPSGW.Heartbeat -Folder "$TestDrive/$Name/ud" -Destination "$TestDrive/$Name/svar" -LedgerPath "$TestDrive/$Name/ledger.db" -HostName $simulator.HostName -Port $simulator.Port -TrustedRootPath $simulator.TrustedRootPath -TimeoutMinutes 1
    }
}

AfterAll {
    $authorities.Remove($issuer)
    $authorities.Dispose()
    Stop-SkatSimulator
    foreach ($name in 'Get-Secret', 'Get-AutomationPSCredential', 'Get-AutomationCertificate') { $null = $ExecutionContext.InvokeProvider.Item.Remove("Function:\$name", $false) }
    $null = $ExecutionContext.InvokeProvider.Item.Remove('Variable:\SkatExample', $false)
}

Describe 'ScheduledTask.ps1' {
    It 'gives 0 when all was answered, moves what it sent, and keeps a transcript' {
        $inbox = New-Folder 'all/ud'
        Add-Ping $inbox 'all-1.xml' '1'
        Add-Ping $inbox 'all-2.xml' '2'
        Invoke-Task 'all' $simulator @{ LogFolder = "$TestDrive/all/log" } | Should -Be 0
        Get-FileName $inbox | Should -BeNullOrEmpty
        Get-FileName "$inbox/sent" | Should -Be 'all-1.xml', 'all-2.xml'
        Get-FileName "$TestDrive/all/svar" | Should -HaveCount 2
        Get-FileName "$TestDrive/all/log" | Should -HaveCount 1
    }

    It 'gives 0 when there is nothing to do' {
        $null = New-Folder 'none/ud'
        Invoke-Task 'none' $simulator | Should -Be 0
    }

    It 'gives 1 when a file is not sent, and sends the others' {
        $inbox = New-Folder 'bad/ud'
        Add-Ping $inbox 'bad-1.xml' 'bad 1'
        [System.IO.File]::WriteAllText("$inbox/bad-0.xml", '')
        Invoke-Task 'bad' $simulator | Should -Be 1
        Get-FileName $inbox | Should -Be 'bad-0.xml'
        Get-FileName "$inbox/sent" | Should -Be 'bad-1.xml'
    }

    It 'gives 2 when no status has come in time' {
        $inbox = New-Folder 'slow/ud'
        Add-Ping $inbox 'slow-1.xml' 'slow'
        Invoke-Task 'slow' $slow @{ TimeoutMinutes = 0 } | Should -Be 2
    }

    It 'moves a file that a run sent which was cut off before it could move it' {
        $inbox = New-Folder 'cut/ud'
        Add-Ping $inbox 'cut-1.xml' 'cut'
        Invoke-Task 'cut' $simulator | Should -Be 0
        [System.IO.File]::Move("$inbox/sent/cut-1.xml", "$inbox/cut-1.xml")
        Invoke-Task 'cut' $simulator | Should -Be 0
        Get-FileName $inbox | Should -BeNullOrEmpty
    }

    It 'gives 1 for other content under a name that was used' {
        $inbox = New-Folder 'used/ud'
        Add-Ping $inbox 'used-1.xml' 'first'
        Invoke-Task 'used' $simulator | Should -Be 0
        Add-Ping $inbox 'used-1.xml' 'second'
        Invoke-Task 'used' $simulator | Should -Be 1
        Get-FileName $inbox | Should -Be 'used-1.xml'
    }

    It 'gives 3 when something is in doubt, and 3 again until somebody has settled it, and never sends it again' {
        $options = [SkatFtps.Simulator.Options.SimulatorOptions]::new()
        $null = $options.Script.On('STOR', 1).Drop('Both')
        $gateway = [SkatFtps.Simulator.SimulatedGateway]::Start($options)
        try {
            $cutting = [pscustomobject]@{
                HostName = $gateway.Host; Port = $gateway.Port; TrustedRootPath = $gateway.TrustedRootPath; CertificatePath = $gateway.Account.CertificatePath
                CertificatePassword = [System.Net.NetworkCredential]::new('', $gateway.Account.CertificatePassword).SecurePassword
                UserName = $gateway.Account.UserName; Password = [System.Net.NetworkCredential]::new('', $gateway.Account.Password).SecurePassword
            }
            $inbox = New-Folder 'doubt/ud'
            Add-Ping $inbox 'doubt-1.xml' 'doubt'
            Invoke-Task 'doubt' $cutting @{ TimeoutMinutes = 0 } | Should -Be 3
            Invoke-Task 'doubt' $cutting @{ TimeoutMinutes = 0 } | Should -Be 3
            @($gateway.Commands | Where-Object Verb -eq 'STOR') | Should -HaveCount 1

            # A person has asked SKAT: it never came.
            $ledger = @{ UserName = $cutting.UserName; HostName = $cutting.HostName; LedgerPath = "$TestDrive/doubt/ledger.db" }
            $null = Resolve-SkatSubmission doubt-1.xml -Outcome NotArrived -Reason 'SKAT never saw it' @ledger
            Invoke-Task 'doubt' $cutting | Should -Be 0
            Get-FileName "$inbox/sent" | Should -Be 'doubt-1.xml'
        }
        finally { $gateway.DisposeAsync().AsTask().Wait() }
    }

    It 'gives 4 when it cannot connect, and 4 without a credential' {
        $inbox = New-Folder 'off/ud'
        Add-Ping $inbox 'off-1.xml' 'off'
        Invoke-Task 'off' $simulator @{ Port = 1 } | Should -Be 4
        Invoke-Task 'off' $simulator @{ SecretName = $null } | Should -Be 4
        Get-FileName $inbox | Should -Be 'off-1.xml'
    }
}

if ($env:OS -ne 'Windows_NT') {
    Describe 'ScheduledTask.ps1 off Windows' {
        It 'takes no credential file, which would not be encrypted' {
            $null = New-Folder 'plain/ud'
            Invoke-Task 'plain' $simulator @{ SecretName = $null; CredentialPath = "$TestDrive/plain/gateway.xml" } | Should -Be 4
        }
    }
}

Describe 'Runbook.ps1' {
    It 'files, waits and receives' {
        $folder = New-Folder 'book/ud'
        Add-Ping $folder 'book-1.xml' 'book'
        $written = @(Invoke-Runbook 'book')
        @($written | Where-Object { $_ -is [SkatFtps.Submission] }).FtpTransaktionsId | Should -Be 'book-1.xml'
        @($written | Where-Object { $_ -is [SkatFtps.SubmissionStatus] }).Code | Should -Be 3
        Get-FileName "$TestDrive/book/svar" | Should -HaveCount 1
    }

    It 'restarted from the top files nothing twice' {
        $folder = New-Folder 'again/ud'
        Add-Ping $folder 'again-1.xml' 'again'
        $null = Invoke-Runbook 'again'
        @(Invoke-Runbook 'again') | Should -BeNullOrEmpty
        $record = @(Get-SkatSubmission -UserName $simulator.UserName -HostName $simulator.HostName -LedgerPath "$TestDrive/again/ledger.db")
        $record.State | Should -Be 'Answered'
    }

    It 'fails with the reason when something was not sent' {
        $folder = New-Folder 'empty/ud'
        [System.IO.File]::WriteAllText("$folder/empty-1.xml", '')
        { Invoke-Runbook 'empty' } | Should -Throw -ExpectedMessage '*empty-1.xml*'
    }

    It 'leaves the session of the one who called alone' {
        $mine = $simulator | Connect-SkatGateway -LedgerPath "$TestDrive/mine.db"
        $null = New-Folder 'aside/ud'
        $null = Invoke-Runbook 'aside'
        $mine.IsClosed | Should -BeFalse
        $mine | Disconnect-SkatGateway
    }
}
