BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $simulator = Start-SkatSimulator -Service FTPSGW.Heartbeat, MFFordringIndberet
    $null = $simulator | Connect-SkatGateway
    $samples = "$PSScriptRoot/../../SkatFtps.Core.Tests/Status/Samples"
    foreach ($name in 'a.xml', 'b.xml') {
        [System.IO.File]::WriteAllText("$TestDrive/$name", "<krav>$name</krav>")
    }
    $first = Send-SkatFile "$TestDrive/a.xml" FTPSGW.Heartbeat
    $second = Send-SkatFile "$TestDrive/b.xml" MFFordringIndberet
}

AfterAll {
    Disconnect-SkatGateway
    Stop-SkatSimulator
}

Describe 'Get-SkatStatus' {
    It 'writes every status' { Get-SkatStatus | ForEach-Object Code | Sort-Object | Should -Be 1, 1, 2, 2, 3, 3 }

    It 'writes those of submissions that are piped in' {
        $found = @($first | Get-SkatStatus)
        $found | ForEach-Object FtpTransaktionsId | Should -Be 'a.xml', 'a.xml', 'a.xml'
        $found[0] | Should -BeOfType 'SkatFtps.SubmissionStatus'
        $found[0].Timestamp | Should -BeOfType [datetimeoffset]
    }

    It 'writes nothing when nothing was submitted' { @() | Get-SkatStatus | Should -BeNullOrEmpty }

    It 'picks by code, service and id' {
        Get-SkatStatus -Code 0 | Should -BeNullOrEmpty
        Get-SkatStatus -Code 3 -Service MF* | ForEach-Object FtpTransaktionsId | Should -Be 'b.xml'
        (Get-SkatStatus -FtpTransaktionsId a.* -Code 2).Step | Should -Be 'Accepted'
    }

    It 'tells a name that was used before' {
        # Without the ledger, which would not have let it pass.
        $connect = $simulator.ConnectParameters
        $connect.Remove('LedgerPath')
        $session = Connect-SkatGateway @connect -NoLedger
        $null = Send-SkatFile "$TestDrive/a.xml" FTPSGW.Heartbeat -Session $session
        $status = Get-SkatStatus -Session $session | Where-Object Code -eq 0
        $status.FtpTransaktionsId | Should -Be 'a.xml'
        $status.ErrorCode | Should -Be 'FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION'
    }

    It 'reads files on disk without a session' {
        [System.IO.File]::Copy("$samples/guide-status-3-response.xml", "$TestDrive/status_FTPSGW.Heartbeat_ping.xml_3.xml")
        (Get-SkatStatus -Path "$TestDrive/status_*.xml").Code | Should -Be 3
        (Get-ChildItem "$TestDrive/status_*.xml" | Get-SkatStatus).Service | Should -Be 'FTPSGW.Heartbeat'
    }

    It 'writes <Id> for <Sample>' -ForEach @(
        @{ Sample = 'bad-dtd.xml'; Id = 'StatusFileHasDtd' }
        @{ Sample = 'bad-other-root.xml'; Id = 'StatusFileNotAStatus' }
        @{ Sample = 'bad-truncated.xml'; Id = 'StatusFileMalformed' }
    ) {
        { Get-SkatStatus -Path "$samples/$Sample" -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
    }
}
