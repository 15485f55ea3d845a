BeforeAll {
    Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../../SkatFtps.psd1"))
    $null = Start-SkatSimulator -Service FTPSGW.Heartbeat, MFFordringIndberet | Connect-SkatGateway
    # A name is used once and for ever, so every test has its own.
    function New-Filing([string]$Name) {
        [System.IO.File]::WriteAllText("$TestDrive/$Name", "<krav>$Name</krav>")
        [System.IO.FileInfo]"$TestDrive/$Name"
    }
}

AfterAll {
    Disconnect-SkatGateway
    Stop-SkatSimulator
}

Describe 'Send-SkatFile' {
    It 'writes one submission for each file' {
        $file = New-Filing 'one.xml'
        $sent = Send-SkatFile -Path $file.FullName -Service MFFordringIndberet
        $sent | Should -BeOfType 'SkatFtps.Submission'
        $sent.Service | Should -Be 'MFFordringIndberet'
        $sent.FtpTransaktionsId | Should -Be 'one.xml'
        $sent.Length | Should -Be $file.Length
        $sent.Sha256 | Should -Match '^[0-9A-F]{64}$'
    }

    It 'takes files from the pipeline' {
        $files = 'a.xml', 'b.xml' | ForEach-Object { New-Filing $_ }
        $files | Send-SkatFile -Service MFFordringIndberet | ForEach-Object FileName | Should -Be 'a.xml', 'b.xml'
    }

    It 'takes wildcards' {
        $null = New-Filing 'wild-1.xml'
        $null = New-Filing 'wild-2.xml'
        Send-SkatFile "$TestDrive/wild-*.xml" FTPSGW.Heartbeat | ForEach-Object FileName | Should -Be 'wild-1.xml', 'wild-2.xml'
    }

    It 'sends nothing under -WhatIf' {
        $file = New-Filing 'whatif.xml'
        $file | Send-SkatFile -Service FTPSGW.Heartbeat -WhatIf | Should -BeNullOrEmpty
        Get-SkatStatus whatif.xml | Should -BeNullOrEmpty
    }

    It 'writes an error for a file that is not there and goes on' {
        $files = @([System.IO.FileInfo]"$TestDrive/missing.xml") + (New-Filing 'there.xml')
        $sent = $files | Send-SkatFile -Service FTPSGW.Heartbeat -ErrorAction SilentlyContinue -ErrorVariable failed
        $sent.FileName | Should -Be 'there.xml'
        $failed[0].FullyQualifiedErrorId | Should -Match '^FileNotFound,'
        $failed[0].Exception.SafeToResend | Should -BeTrue
    }

    It 'names the visible services when there is no such one' {
        $file = New-Filing 'service.xml'
        { $file | Send-SkatFile -Service MFFordring -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceNotPermitted,*' -ExpectedMessage '*MFFordringIndberet*'
    }

    It 'refuses a name and a content that went out before' {
        $file = New-Filing 'twice.xml'
        $null = $file | Send-SkatFile -Service FTPSGW.Heartbeat
        { $file | Send-SkatFile -Service FTPSGW.Heartbeat -ErrorAction Stop } | Should -Throw -ErrorId 'FileNameAlreadySent,*'
        [System.IO.File]::Copy($file.FullName, "$TestDrive/copy.xml")
        { Send-SkatFile "$TestDrive/copy.xml" FTPSGW.Heartbeat -ErrorAction Stop } | Should -Throw -ErrorId 'ContentAlreadySent,*'
    }

    It 'refuses an empty file' {
        [System.IO.File]::WriteAllText("$TestDrive/empty.xml", '')
        { Send-SkatFile "$TestDrive/empty.xml" FTPSGW.Heartbeat -ErrorAction Stop } | Should -Throw -ErrorId 'FileEmpty,*'
    }
}
