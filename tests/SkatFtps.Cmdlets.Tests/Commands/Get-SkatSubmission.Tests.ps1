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
