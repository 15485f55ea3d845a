# The pipelines that users write.
BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $null = Start-SkatSimulator -Service MFFordringIndberet, FTPSGW.Heartbeat | Connect-SkatGateway
    foreach ($number in 1..3) { [System.IO.File]::WriteAllText("$TestDrive/krav-$number.xml", "<krav>$number</krav>") }
}

AfterAll {
    Disconnect-SkatGateway
    Stop-SkatSimulator
}

Describe 'A day of filing' {
    It 'sends a folder' {
        $sent = Get-ChildItem "$TestDrive/krav-*.xml" | Send-SkatFile -Service MFFordringIndberet
        $sent | ForEach-Object FileName | Should -Be 'krav-1.xml', 'krav-2.xml', 'krav-3.xml'
    }

    It 'has no errors' { Get-SkatStatus | Where-Object Code -eq 0 | Should -BeNullOrEmpty }

    It 'groups the statuses of each file' {
        Get-SkatStatus | Group-Object FtpTransaktionsId | ForEach-Object Count | Should -Be 3, 3, 3
    }

    It 'receives the responses' {
        $responses = Get-SkatStatus | Where-Object Code -eq 3 | Receive-SkatResponse -Destination "$TestDrive/svar"
        $responses | Should -HaveCount 3
        Get-ChildItem "$TestDrive/svar" | Should -HaveCount 3
        @($responses | ForEach-Object { Get-Content $_.FullName -Raw } | Where-Object { $_ -match '<sha256>' }) | Should -HaveCount 3
    }

    It 'sends nothing twice' {
        $again = Get-ChildItem "$TestDrive/krav-*.xml" | Send-SkatFile -Service MFFordringIndberet -ErrorAction SilentlyContinue -ErrorVariable refused
        $again | Should -BeNullOrEmpty
        @($refused | Where-Object { $_.FullyQualifiedErrorId -match '^FileNameAlreadySent,' }) | Should -HaveCount 3
    }

    It 'files, asks and receives in one line' {
        [System.IO.File]::WriteAllText("$TestDrive/ping.xml", '<ping/>')
        $response = Send-SkatFile "$TestDrive/ping.xml" FTPSGW.Heartbeat | Get-SkatStatus -Code 3 | Receive-SkatResponse "$TestDrive/svar" -Remove
        $response.Removed | Should -BeTrue
        Get-Content $response.FullName | Should -Match '^FTPSGW.Heartbeat 7 bytes '
    }

    It 'sends, waits and receives in one line' {
        $folder = [System.IO.Directory]::CreateDirectory("$TestDrive/one-line").FullName
        foreach ($number in 1..2) { [System.IO.File]::WriteAllText("$folder/line-$number.xml", "<krav>line $number</krav>") }
        $responses = Get-ChildItem "$folder/*.xml" | Send-SkatFile -Service MFFordringIndberet | Wait-SkatStatus -PollSeconds 0.1 | Receive-SkatResponse -Destination "$TestDrive/svar"
        $responses | ForEach-Object FtpTransaktionsId | Sort-Object | Should -Be 'line-1.xml', 'line-2.xml'
    }

    It 'asks by what was sent, although that is a file too' {
        [System.IO.File]::WriteAllText("$TestDrive/file-too.xml", '<krav>file too</krav>')
        $sent = Send-SkatFile "$TestDrive/file-too.xml" MFFordringIndberet
        $sent.PSPath | Should -Be $sent.FullName
        $sent | Get-SkatStatus | ForEach-Object Code | Sort-Object | Should -Be 1, 2, 3
        $sent | Get-SkatSubmission | ForEach-Object FileName | Should -Be 'file-too.xml'
        $sent | Wait-SkatStatus -PollSeconds 0.1 | ForEach-Object Step | Should -Be 'Exposed'
    }

    It 'goes from the ledger to the statuses' {
        Get-SkatSubmission krav-1.xml | Get-SkatStatus -Code 3 | ForEach-Object FtpTransaktionsId | Should -Be 'krav-1.xml'
        Get-SkatSubmission -State InDoubt | Resolve-SkatSubmission | Should -BeNullOrEmpty
        Get-SkatSubmission krav-1.xml | Resolve-SkatSubmission | ForEach-Object State | Should -Be 'Answered'
        @(Get-SkatSubmission krav-1.xml | Get-SkatStatus | Remove-SkatStatus -PassThru) | Should -HaveCount 3
    }

    It 'goes from a service to what is sent to it' {
        Get-SkatService | Where-Object Authorised | ForEach-Object Service | Sort-Object | Should -Be 'FTPSGW.Heartbeat', 'MFFordringIndberet'
        [System.IO.File]::WriteAllText("$TestDrive/to-service.xml", '<ping>to service</ping>')
        Get-SkatService FTPSGW.Heartbeat | Send-SkatFile "$TestDrive/to-service.xml" | ForEach-Object Service | Should -Be 'FTPSGW.Heartbeat'
        Get-SkatService AKFA | Test-SkatFile "$TestDrive/to-service.xml" | Group-Object Service | ForEach-Object Name | Should -Be 'AKFA'
        Get-SkatSubmission to-service.xml | Get-SkatService | ForEach-Object Authorised | Should -BeTrue
    }

    It 'goes from what is wrong to what to do' {
        { Get-SkatSubmission -UserName x } | Should -Throw -ErrorId 'LedgerAmbiguous,*'
        $Error[0] | Get-SkatErrorInfo | ForEach-Object Id | Should -Be 'LedgerAmbiguous'
        [System.IO.File]::WriteAllText("$TestDrive/classic.txt", "0001`n9997`n")
        Test-SkatFile "$TestDrive/classic.txt" AKFA | Get-SkatErrorInfo | ForEach-Object Id | Should -Be 'LAST_RECORD_INCORRECT'
    }

    It 'finds a name that is also a pattern' {
        [System.IO.File]::WriteAllText("$TestDrive/set[1].xml", '<krav>set</krav>')
        $sent = Send-SkatFile -LiteralPath "$TestDrive/set[1].xml" MFFordringIndberet -SkipPreflight
        $sent | Get-SkatSubmission | ForEach-Object FileName | Should -BeExactly 'set[1].xml'
        $sent | Wait-SkatStatus -PollSeconds 0.1 | Receive-SkatResponse "$TestDrive/svar" | ForEach-Object PSPath | Should -Match 'set\[1\]'
        @($sent | Get-SkatStatus | Remove-SkatStatus -PassThru) | Should -HaveCount 3
    }

    It 'keeps two sessions apart' {
        $other = Start-SkatSimulator -Service CRS | Connect-SkatGateway
        $statuses = @(Get-SkatStatus)
        $statuses | Should -HaveCount 0
        $other | Disconnect-SkatGateway
        { Get-SkatStatus } | Should -Throw -ErrorId 'NoSession,*'
        # The cleaning up wants one.
        $null = Start-SkatSimulator | Connect-SkatGateway
    }
}
