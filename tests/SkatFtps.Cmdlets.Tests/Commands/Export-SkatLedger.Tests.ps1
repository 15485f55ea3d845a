BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
}

Describe 'Export-SkatLedger' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat
        $simulator | Connect-SkatGateway | Out-Null
        [System.IO.File]::WriteAllText("$TestDrive/a.xml", '<ping/>')
        Send-SkatFile "$TestDrive/a.xml" -Service FTPSGW.Heartbeat | Wait-SkatStatus -PollSeconds 0.1 | Out-Null
    }
    AfterAll {
        Disconnect-SkatGateway
        $simulator | Stop-SkatSimulator
    }

    It 'writes the history as JSON lines' {
        $file = Export-SkatLedger "$TestDrive/all.jsonl"
        $file.FullName | Should -Exist
        $lines = [System.IO.File]::ReadAllLines($file.FullName)
        @($lines | Where-Object { $_ -match '^\{"kind":"submission".*"fileName":"a\.xml".*"state":"Answered"' }) | Should -HaveCount 1
        @($lines | Where-Object { $_ -match '^\{"kind":"status"' }) | Should -HaveCount 3
        $lines | Where-Object { $_ -notmatch '^\{.*\}$' } | Should -BeNullOrEmpty
    }

    It 'keeps to the period' {
        $file = Export-SkatLedger "$TestDrive/none.jsonl" -From ([datetime]::Now.AddDays(1))
        [System.IO.File]::ReadAllLines($file.FullName) | Should -HaveCount 1
        $file = Export-SkatLedger "$TestDrive/before.jsonl" -Until ([datetime]::Now.AddDays(-1))
        [System.IO.File]::ReadAllLines($file.FullName) | Should -HaveCount 1
    }

    It 'replaces a file only by force, and writes none under -WhatIf' {
        [System.IO.File]::WriteAllText("$TestDrive/there.jsonl", 'mine')
        { Export-SkatLedger "$TestDrive/there.jsonl" } | Should -Throw -ErrorId 'ExportFileExists,*'
        Export-SkatLedger "$TestDrive/there.jsonl" -Force | Out-Null
        [System.IO.File]::ReadAllText("$TestDrive/there.jsonl") | Should -Match '^\{"kind":"ledger"'
        Export-SkatLedger "$TestDrive/whatif.jsonl" -WhatIf | Should -BeNullOrEmpty
        [System.IO.File]::Exists("$TestDrive/whatif.jsonl") | Should -BeFalse
    }
}
