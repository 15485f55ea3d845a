BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
}

Describe 'Clear-SkatLedger' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat
        $simulator | Connect-SkatGateway | Out-Null
        [System.IO.File]::WriteAllText("$TestDrive/a.xml", '<ping/>')
        Send-SkatFile "$TestDrive/a.xml" -Service FTPSGW.Heartbeat | Wait-SkatStatus -PollSeconds 0.1 | Receive-SkatResponse -Destination "$TestDrive/svar" | Out-Null
    }
    AfterAll {
        Disconnect-SkatGateway
        $simulator | Stop-SkatSimulator
    }

    It 'removes nothing under -WhatIf, and nothing that is newer' {
        Clear-SkatLedger -Before ([datetime]::Now.AddDays(1)) -WhatIf | Should -BeNullOrEmpty
        (Clear-SkatLedger -Before ([datetime]::Now.AddDays(-1))).Statuses | Should -Be 0
    }

    It 'removes XML and paths, and keeps the name' {
        $cleared = Clear-SkatLedger -Before ([datetime]::Now.AddDays(1)) -Confirm:$false
        "$($cleared.Statuses) $($cleared.Responses)" | Should -Be '3 1'
        (Get-SkatSubmission a.xml).State | Should -Be 'Answered'
        { Send-SkatFile "$TestDrive/a.xml" -Service FTPSGW.Heartbeat -ErrorAction Stop } | Should -Throw -ErrorId 'FileNameAlreadySent,*'
    }
}
