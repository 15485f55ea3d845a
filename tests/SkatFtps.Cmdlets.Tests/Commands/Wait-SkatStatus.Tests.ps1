BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    function NewFile([string]$Name) {
        [System.IO.File]::WriteAllText("$TestDrive/$Name", "<ping>$Name</ping>")
        [System.IO.FileInfo]"$TestDrive/$Name"
    }
}

Describe 'Wait-SkatStatus' {
    BeforeAll {
        $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat
        $session = $simulator | Connect-SkatGateway
    }
    AfterAll {
        Disconnect-SkatGateway
        $simulator | Stop-SkatSimulator
    }

    It 'is the middle of the whole way' {
        $files = foreach ($number in 1..3) { NewFile "way-$number.xml" }
        $responses = @($files | Send-SkatFile -Service FTPSGW.Heartbeat | Wait-SkatStatus -PollSeconds 0.1 | Receive-SkatResponse -Destination "$TestDrive/svar")
        $responses | ForEach-Object FtpTransaktionsId | Sort-Object | Should -Be 'way-1.xml', 'way-2.xml', 'way-3.xml'
        $responses | ForEach-Object FullName | Should -Exist
    }

    It 'ends with the step that was asked for, or a later one' {
        $status = NewFile 'step.xml' | Send-SkatFile -Service FTPSGW.Heartbeat | Wait-SkatStatus -Step Delivered -PollSeconds 0.1
        $status.Code | Should -BeGreaterThan 0
        $status.FtpTransaktionsId | Should -Be 'step.xml'
    }

    It 'gives Pending without an error when time is up' {
        $status = Wait-SkatStatus -FtpTransaktionsId nowhere.xml -Service FTPSGW.Heartbeat -TimeoutMinutes 0 -ErrorVariable failed
        $status.Step | Should -Be 'Pending'
        $status.Code | Should -Be -1
        $failed | Should -BeNullOrEmpty
        $status | Receive-SkatResponse -Destination "$TestDrive/svar" | Should -BeNullOrEmpty
    }

    It 'waits for nothing when nothing was sent' {
        @() | Wait-SkatStatus | Should -BeNullOrEmpty
    }

    It 'waits by what the ledger has' {
        NewFile 'ledger.xml' | Send-SkatFile -Service FTPSGW.Heartbeat | Should -Not -BeNullOrEmpty
        $status = Get-SkatSubmission ledger.xml | Wait-SkatStatus -PollSeconds 0.1
        $status.Step | Should -Be 'Exposed'
    }

    It 'takes names once' {
        { NewFile 'once.xml' | Send-SkatFile -Service FTPSGW.Heartbeat; NewFile 'once.xml' | Send-SkatFile -Service FTPSGW.Heartbeat -ErrorAction Stop } |
            Should -Throw -ErrorId 'FileNameAlreadySent,*'
    }
}
