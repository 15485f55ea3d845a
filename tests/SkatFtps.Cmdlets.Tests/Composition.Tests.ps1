# The pipelines that users write.
BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../SkatFtps.psd1"))
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
