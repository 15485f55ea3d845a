BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
}

Describe 'Remove-SkatStatus' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat
        $session = $simulator | Connect-SkatGateway
        foreach ($name in 'a.xml', 'b.xml') {
            [System.IO.File]::WriteAllText("$TestDrive/$name", "<ping>$name</ping>")
            Send-SkatFile "$TestDrive/$name" -Service FTPSGW.Heartbeat | Wait-SkatStatus -PollSeconds 0.1 | Out-Null
        }
    }
    AfterAll {
        Disconnect-SkatGateway $session
        $simulator | Stop-SkatSimulator
    }

    It 'removes nothing under -WhatIf' {
        Remove-SkatStatus -WhatIf -PassThru | Should -BeNullOrEmpty
        @(Get-SkatStatus) | Should -HaveCount 6
    }

    It 'removes what is piped to it, and nothing for nothing' {
        @() | Remove-SkatStatus -PassThru | Should -BeNullOrEmpty
        @(Get-SkatStatus a.xml | Remove-SkatStatus -PassThru) | Should -HaveCount 3
        @(Get-SkatStatus) | ForEach-Object FtpTransaktionsId | Should -Be 'b.xml', 'b.xml', 'b.xml'
    }

    It 'leaves what was never read, and responses' {
        [System.IO.File]::WriteAllText("$TestDrive/c.xml", '<ping>c</ping>')
        Send-SkatFile "$TestDrive/c.xml" -Service FTPSGW.Heartbeat | Out-Null
        @(Remove-SkatStatus -PassThru | ForEach-Object Name) | Where-Object { $_ -notmatch 'b\.xml' } | Should -BeNullOrEmpty
        @(Get-SkatStatus c.xml) | Should -HaveCount 3
        @(Receive-SkatResponse -Destination "$TestDrive/svar") | Should -HaveCount 3
    }

    It 'needs a ledger' {
        $unrecorded = Connect-SkatGateway -HostName $simulator.HostName -Port $simulator.Port -UserName $simulator.UserName -Password $simulator.Password `
            -CertificatePath $simulator.CertificatePath -CertificatePassword $simulator.CertificatePassword -TrustedRootPath $simulator.TrustedRootPath -NoLedger
        { Remove-SkatStatus -Session $unrecorded } | Should -Throw -ErrorId 'LedgerRequired,*'
        { Get-SkatSubmission -Session $unrecorded } | Should -Throw -ErrorId 'LedgerRequired,*'
        Disconnect-SkatGateway $unrecorded
    }
}
