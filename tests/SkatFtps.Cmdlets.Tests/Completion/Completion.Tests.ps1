BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))

    # What Tab does. The engine keeps what a completer throws to itself, so an empty answer alone would not show that it threw nothing.
    function Get-Match([string]$Line) { @((TabExpansion2 $Line $Line.Length).CompletionMatches) }
    function Get-Completion([string]$Line) { @(Get-Match $Line | ForEach-Object CompletionText) }

    function Add-Doubt([string]$Name) {
        $never = [System.Threading.CancellationToken]::None
        $held = $session.Ledger.TryReserveAsync('FTPSGW.Heartbeat', $Name, [SkatFtps.Ledger.ContentMark]::OfWhole(3, [guid]::NewGuid().ToString('N') * 2), $false, $false, $never).GetAwaiter().GetResult()
        $null = $session.Ledger.BeginSendingAsync($held, $never).GetAwaiter().GetResult()
        $null = $session.Ledger.InDoubtAsync($held, 'the connection was lost', [SkatFtps.Ledger.UploadFacts]@{ ReviewReason = 'the connection was lost' }, $never).GetAwaiter().GetResult()
    }

    function Send-Ping([string]$Name) {
        [System.IO.File]::WriteAllText("$TestDrive/$Name", "<ping>$Name</ping>")
        Send-SkatFile -LiteralPath "$TestDrive/$Name" -Service FTPSGW.Heartbeat -SkipPreflight
    }
}

Describe 'Completion without a session' {
    It 'completes <Line>' -ForEach @(
        @{ Line = 'Send-SkatFile x -Service Pante'; Text = 'Pantebreve' }
        @{ Line = 'Test-SkatFile x Pante'; Text = 'Pantebreve' }
        @{ Line = 'Get-SkatStatus -Service Pante'; Text = 'Pantebreve' }
        @{ Line = 'Wait-SkatStatus x -Service Pante'; Text = 'Pantebreve' }
        @{ Line = 'Get-SkatSubmission -Service Pante'; Text = 'Pantebreve' }
        @{ Line = 'Start-SkatSimulator -Service Pante'; Text = 'Pantebreve' }
        @{ Line = 'Get-SkatService -System Mini'; Text = "'MiniMF (ICI)'" }
        @{ Line = 'Get-SkatErrorInfo FileIs'; Text = 'FileIsFolder' }
        @{ Line = 'Get-SkatErrorInfo Backend'; Text = "'Backend System not available'" }
        @{ Line = 'Get-SkatErrorInfo -Id ''Backend'; Text = "'Backend System not available'" }
        @{ Line = 'Get-SkatSubmission -State InD'; Text = 'InDoubt' }
        @{ Line = 'Resolve-SkatSubmission x -Outcome Not'; Text = 'NotArrived' }
    ) {
        Get-Completion $Line | Should -BeExactly $Text
    }

    It 'has no names for <Line>' -ForEach @(
        @{ Line = 'Get-SkatStatus -FtpTransaktionsId zz' }, @{ Line = 'Wait-SkatStatus -FtpTransaktionsId zz' }
        @{ Line = 'Resolve-SkatSubmission -FtpTransaktionsId zz' }, @{ Line = 'Get-SkatSubmission -FtpTransaktionsId zz' }
        @{ Line = 'Receive-SkatResponse x -Name zz' }, @{ Line = 'Remove-SkatStatus -StatusFileName zz' }
    ) {
        Get-Completion $Line | Should -BeNullOrEmpty
    }

    It 'throws nothing from <Completer>' -ForEach @('SubmissionCompleter', 'OutFileCompleter', 'ThumbprintCompleter', 'ServiceCompleter', 'SystemCompleter', 'ErrorIdCompleter' | ForEach-Object { @{ Completer = $_ } }) {
        $completer = ([type]"SkatFtps.Cmdlets.Completion.$Completer")::new()
        @($completer.CompleteArgument('Wait-SkatStatus', 'X', 'no such name', $null, @{})) | Should -HaveCount 0
    }
}

Describe 'Completion of certificates' {
    BeforeAll {
        $simulator = Start-SkatSimulator
        $password = [System.Net.NetworkCredential]::new('', $simulator.CertificatePassword).Password
        $flags = [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]'PersistKeySet, Exportable'
        $certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($simulator.CertificatePath, $password, $flags)
        $store = [System.Security.Cryptography.X509Certificates.X509Store]::new('My', 'CurrentUser')
        $store.Open('ReadWrite')
        $store.Add($certificate)
        # Without its key it is nothing to connect with.
        $other = Start-SkatSimulator
        $password = [System.Net.NetworkCredential]::new('', $other.CertificatePassword).Password
        $whole = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($other.CertificatePath, $password)
        $bare = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($whole.RawData)
        $store.Add($bare)
    }
    AfterAll {
        $store.Remove($certificate)
        $store.Remove($bare)
        $store.Close()
        Stop-SkatSimulator
    }

    It 'offers those with a private key, with whose they are, for <Line>' -ForEach @(
        @{ Line = 'Connect-SkatGateway Test -CertificateThumbprint ' }
        @{ Line = 'Test-SkatGateway Test -CertificateThumbprint ' }
        @{ Line = 'Get-SkatCertificate -Thumbprint ' }
    ) {
        $found = Get-Match $Line
        $found | ForEach-Object CompletionText | Should -Contain $certificate.Thumbprint
        $found | Where-Object CompletionText -eq $bare.Thumbprint | Should -BeNullOrEmpty
        $tip = ($found | Where-Object CompletionText -eq $certificate.Thumbprint).ToolTip
        $tip | Should -Match 'CVR \d{8}, until \d{4}-\d\d-\d\d, CurrentUser'
    }

    It 'lets certificates be piped by value and by thumbprint' {
        (Get-SkatCertificate -Thumbprint $certificate.Thumbprint).Thumbprint | Should -Be $certificate.Thumbprint
        $certificate | Get-SkatCertificate | ForEach-Object Source | Should -Be 'object'
        $certificate | Get-SkatCertificate | Get-SkatCertificate | ForEach-Object Source | Should -Match '^store'
        $checks = Get-SkatCertificate -Thumbprint $certificate.Thumbprint |
            Test-SkatGateway -HostName localhost -Port 1 -Password $simulator.Password -NoLedger -WarningAction SilentlyContinue
        ($checks | Where-Object Stage -eq 'Certificate').Detail | Should -Match 'VOCES_gyldig'
    }
}

Describe 'Completion with a session' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat, "Odd name's"
        $session = $simulator | Connect-SkatGateway
        $null = Send-Ping 'done.xml' | Wait-SkatStatus -PollSeconds 0.1
        $slow = Start-SkatSimulator -Service FTPSGW.Heartbeat -StatusDelaySeconds 3600
        $session = $slow | Connect-SkatGateway
        foreach ($name in 'open.xml', "it's open.xml", 'open [1].xml') { $null = Send-Ping $name }
        Add-Doubt 'open-doubt.xml'
        Add-Doubt '-doubt.xml'
    }
    AfterAll {
        Disconnect-SkatGateway $session
        Stop-SkatSimulator
    }

    It 'offers what is on its way, the newest first, in quotes where they are needed, for <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'Get-SkatStatus' }, @{ Cmdlet = 'Wait-SkatStatus' }, @{ Cmdlet = 'Get-SkatSubmission' }
    ) {
        Get-Completion "$Cmdlet -FtpTransaktionsId " | Should -BeExactly "'-doubt.xml'", 'open-doubt.xml', "'open [1].xml'", "'it''s open.xml'", 'open.xml'
        Get-Completion "$Cmdlet it" | Should -BeExactly "'it''s open.xml'"
    }

    It 'offers only what is in doubt for Resolve-SkatSubmission' {
        $found = Get-Match 'Resolve-SkatSubmission '
        $found | ForEach-Object CompletionText | Should -BeExactly "'-doubt.xml'", 'open-doubt.xml'
        $found[1].ToolTip | Should -Match '^FTPSGW\.Heartbeat, InDoubt, \d{4}-'
    }

    It 'finds by what it completed' {
        (Get-SkatSubmission 'open `[1`].xml').FileName | Should -BeExactly 'open [1].xml'
        (Get-SkatSubmission 'open [1].xml').FileName | Should -BeExactly 'open [1].xml'
    }

    It 'takes the session that is given' {
        $script:first = $simulator | Connect-SkatGateway
        $script:slowSession = $session
        Get-Completion 'Resolve-SkatSubmission -Session $script:slowSession o' | Should -BeExactly 'open-doubt.xml'
        Get-Completion 'Resolve-SkatSubmission ' | Should -BeNullOrEmpty
    }

    It 'offers what lay in /out at the last look, and looks not itself' {
        Get-Completion 'Receive-SkatResponse x -Name ' | Should -BeNullOrEmpty
        $null = Get-SkatStatus -Force
        Get-Completion 'Receive-SkatResponse x -Name ' | Should -BeExactly 'FTPSGW.Heartbeat_in_done.xml_response.txt'
        Get-Completion 'Remove-SkatStatus ' | Should -BeExactly 'status_FTPSGW.Heartbeat_done.xml_1.xml', 'status_FTPSGW.Heartbeat_done.xml_2.xml', 'status_FTPSGW.Heartbeat_done.xml_3.xml'
        (Get-Match 'Receive-SkatResponse x -Name ')[0].ToolTip | Should -Match '^\d+ bytes, \d{4}-'
    }

    It 'has no names once the session is closed' {
        Disconnect-SkatGateway
        Get-Completion 'Get-SkatStatus -FtpTransaktionsId zz' | Should -BeNullOrEmpty
        $null = $slow | Connect-SkatGateway
    }
}
