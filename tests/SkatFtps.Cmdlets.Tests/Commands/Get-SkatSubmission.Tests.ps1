BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
}

Describe 'Get-SkatSubmission' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat, CRS
        $simulator | Connect-SkatGateway | Out-Null
        foreach ($name in 'a-1.xml', 'a-2.xml', 'b-1.xml') {
            [System.IO.File]::WriteAllText("$TestDrive/$name", "<ping>$name</ping>")
            Send-SkatFile "$TestDrive/$name" -Service FTPSGW.Heartbeat | Out-Null
        }
    }
    AfterAll {
        $simulator | Stop-SkatSimulator
    }

    It 'gives what was sent' {
        $all = @(Get-SkatSubmission)
        $all | ForEach-Object FtpTransaktionsId | Should -Be 'a-1.xml', 'a-2.xml', 'b-1.xml'
        $all[0].Service | Should -Be 'FTPSGW.Heartbeat'
        $all[0].State | Should -Be 'Sent'
        $all[0].Length | Should -Be 20
    }

    It 'narrows by name, state, service and time' {
        @(Get-SkatSubmission a-*) | Should -HaveCount 2
        @(Get-SkatSubmission A-1.xml) | Should -HaveCount 1
        @(Get-SkatSubmission -State InDoubt, Failed) | Should -HaveCount 0
        @(Get-SkatSubmission -State Sent) | Should -HaveCount 3
        @(Get-SkatSubmission -Service CRS) | Should -HaveCount 0
        @(Get-SkatSubmission -Since ([datetime]::Now.AddHours(1))) | Should -HaveCount 0
        @(Get-SkatSubmission -Since ([datetime]::Now.AddHours(-1))) | Should -HaveCount 3
    }

    It 'shows each change with its time' {
        $history = @(Get-SkatSubmission a-* -History)
        $history | ForEach-Object { "$($_.FtpTransaktionsId) $($_.To)" } | Should -Be @(
            'a-1.xml Reserved', 'a-1.xml Sending', 'a-1.xml Sent', 'a-2.xml Reserved', 'a-2.xml Sending', 'a-2.xml Sent')
        $history | ForEach-Object { $_.At -gt [DateTimeOffset]::Now.AddHours(-1) } | Should -Not -Contain $false
    }

    It 'lists what needs review, and what went' {
        @(Get-SkatSubmission -NeedsReview) | Should -HaveCount 0
        $record = Get-SkatSubmission a-1.xml
        "$($record.WireLength) $($record.WireSha256)" | Should -Be "20 $($record.Sha256)"
    }

    It 'takes names from the pipeline, and none for none' {
        [pscustomobject]@{ FtpTransaktionsId = 'b-1.xml' } | Get-SkatSubmission | ForEach-Object FtpTransaktionsId | Should -Be 'b-1.xml'
        @() | Get-SkatSubmission | Should -BeNullOrEmpty
    }

    It 'reads the ledger without a session and without a network' {
        Disconnect-SkatGateway
        { Get-SkatSubmission } | Should -Throw -ErrorId 'NoSession,*'
        { Get-SkatSubmission -LedgerPath $simulator.LedgerPath } | Should -Throw -ErrorId 'LedgerAmbiguous,*'
        @(Get-SkatSubmission -LedgerPath $simulator.LedgerPath -UserName $simulator.UserName -HostName $simulator.HostName) | Should -HaveCount 3
        @(Get-SkatSubmission -LedgerPath $simulator.LedgerPath -UserName $simulator.UserName -Environment Test) | Should -HaveCount 0
    }
}
